package org.whisperbench.worker;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into trees of JSON by their declared types; {@link ValueReader} turns them back by the same types. What
 * crosses: records of what crosses, generic ones too, enums by name, texts, booleans, numbers ({@link java.math.BigDecimal}
 * and {@link java.math.BigInteger} as text), {@link java.time.Duration} and {@link java.time.Instant} as ISO 8601,
 * {@link java.nio.file.Path} and {@link java.net.URI} as text, lists, sets, maps with keys of text or enums, and
 * {@link Optional}, as null if empty. Where a sealed interface of records is declared, also as an element, a record carries
 * its simple name in {@code @type}. Numbers that JSON lacks are texts: {@code NaN}, {@code Infinity}, {@code -Infinity}.
 * All else, null among it, is refused here, so that nothing is written that could not be read.
 */
final class ValueTree {

    static final String TAG = "@type";

    private ValueTree() {}

    /**
     * Returns a value as a tree; null is an empty {@link Optional}.
     *
     * @throws DoesNotCross if it cannot be one
     */
    static @Nullable Object of(@Nullable Object value, DeclaredType declaredType) {
        if (value == null) {
            throw new DoesNotCross("null does not cross to another process");
        }
        DeclaredType declared = declaredType.orOwn(value);
        Class<?> raw = declared.raw();
        if (!LeafValue.boxed(raw).isInstance(value)) {
            throw new DoesNotCross("a '" + value.getClass().getTypeName() + "' is no '" + raw.getTypeName()
                    + "', as which it crosses");
        }
        if (raw == Optional.class) {
            return optional((Optional<?>) value, declared);
        }
        if (raw == List.class || raw == Set.class) {
            return list((Collection<?>) value, declared.argument(0));
        }
        if (raw == Map.class) {
            return object((Map<?, ?>) value, declared);
        }
        if (raw.isRecord()) {
            return object((Record) value, declared);
        }
        return declared.isVariants() ? tagged(value, declared) : LeafValue.tree(value, raw);
    }

    private static @Nullable Object optional(Optional<?> optional, DeclaredType declared) {
        DeclaredType held = declared.argument(0);
        if (held.raw() == Optional.class) {
            throw new DoesNotCross("an optional of an optional does not cross to another process");
        }
        return optional.isPresent() ? of(optional.get(), held) : null;
    }

    private static List<@Nullable Object> list(Collection<?> elements, DeclaredType declared) {
        List<@Nullable Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(step("[" + list.size() + "]", element, declared));
        }
        return list;
    }

    private static JsonObject object(Map<?, ?> map, DeclaredType declared) {
        DeclaredType keys = declared.argument(0);
        if (!LeafValue.isText(keys.raw())) {
            throw new DoesNotCross("a map whose keys are '" + keys + "' does not cross to another process");
        }
        JsonObject object = new JsonObject();
        map.forEach((key, value) -> {
            String name = String.valueOf(of(key, keys));
            object.put(name, step("." + name, value, declared.argument(1)));
        });
        return object;
    }

    private static JsonObject object(Record record, DeclaredType declared) {
        return components(new JsonObject(), record, declared);
    }

    private static JsonObject tagged(Object value, DeclaredType declared) {
        String tag = value.getClass().getSimpleName();
        List<DeclaredType> named = declared.variants().stream()
                .filter(one -> one.raw().getSimpleName().equals(tag))
                .toList();
        if (named.size() > 1) {
            throw new DoesNotCross("several variants of '" + declared + "' are named '" + tag + "'");
        }
        if (named.isEmpty() || !(value instanceof Record record)) {
            throw new DoesNotCross(
                    "variant '" + tag + "' of '" + declared + "' is no record, so that it does not cross");
        }
        return components(new JsonObject().put(TAG, tag), record, named.get(0));
    }

    private static JsonObject components(JsonObject object, Record record, DeclaredType declared) {
        RecordShape<?> shape = RecordShape.of(declared.raw());
        for (RecordComponent component : shape.components()) {
            String name = component.getName();
            try {
                object.put(name, of(shape.value(record, component), declared.component(component)));
            } catch (DoesNotCross e) {
                throw e.inside("." + name);
            }
        }
        return object;
    }

    private static @Nullable Object step(String step, @Nullable Object value, DeclaredType declared) {
        try {
            return of(value, declared);
        } catch (DoesNotCross e) {
            throw e.inside(step);
        }
    }

    /** Returns a record or a map as a tree; what is a tree already stays as it is. */
    static JsonObject parameters(Object value) {
        if (value instanceof JsonObject tree) {
            return tree;
        }
        if (of(value, DeclaredType.own(value)) instanceof JsonObject object) {
            return object;
        }
        throw new DoesNotCross("'" + value + "' is neither a record nor a map, as parameters have to be");
    }
}
