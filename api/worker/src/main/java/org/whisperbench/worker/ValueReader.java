package org.whisperbench.worker;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns trees of JSON back into values, see {@link ValueTree}. A missing member is an empty collection, an empty
 * {@link Optional}, zero or false; where none of these is a value of the type, it is a failure. Members that no
 * component has are left alone, so that either side may be newer.
 */
final class ValueReader {

    private ValueReader() {}

    /**
     * Reads a value.
     *
     * @throws JsonMismatch if it does not fit
     */
    @SuppressWarnings("unchecked") // what is made for a class is of the class
    static <T> T read(@Nullable Object tree, Class<T> type) {
        return (T) value(tree, DeclaredType.of(type));
    }

    /** Reads a value of a type that may have parameters. */
    static Object value(@Nullable Object tree, DeclaredType type) {
        Class<?> raw = type.raw();
        if (raw == void.class) {
            return "";
        }
        if (raw == Optional.class) {
            return tree == null ? Optional.empty() : Optional.of(value(tree, type.argument(0)));
        }
        if (raw == Map.class || raw == List.class || raw == Set.class) {
            return container(tree, type);
        }
        if (raw.isRecord()) {
            return record(fit(tree, JsonObject.class, raw), type);
        }
        return type.isVariants() ? tagged(fit(tree, JsonObject.class, raw), type) : LeafValue.read(tree, raw);
    }

    /** Reads a container; one that is missing is empty. */
    private static Object container(@Nullable Object tree, DeclaredType type) {
        Class<?> raw = type.raw();
        if (raw == Map.class) {
            return map(tree == null ? new JsonObject() : fit(tree, JsonObject.class, raw), type);
        }
        List<Object> values = list(tree == null ? List.of() : fit(tree, List.class, raw), type.argument(0));
        return raw == List.class ? values : new LinkedHashSet<>(values);
    }

    private static List<Object> list(List<?> elements, DeclaredType type) {
        List<Object> values = new ArrayList<>(elements.size());
        for (Object element : elements) {
            values.add(step("[" + values.size() + "]", () -> value(element, type)));
        }
        return values;
    }

    private static Map<Object, Object> map(JsonObject object, DeclaredType type) {
        Class<?> key = type.argument(0).raw();
        if (!LeafValue.isText(key)) {
            throw new DoesNotCross("a map whose keys are '" + type.argument(0) + "' does not cross to another process");
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        object.members()
                .forEach((name, member) ->
                        step("." + name, () -> map.put(LeafValue.read(name, key), value(member, type.argument(1)))));
        return map;
    }

    private static Object tagged(JsonObject object, DeclaredType sealed) {
        String tag = object.text(ValueTree.TAG);
        return sealed.variants().stream()
                .filter(one -> one.raw().isRecord() && one.raw().getSimpleName().equals(tag))
                .findFirst()
                .map(one -> value(object, one))
                .orElseThrow(() ->
                        new JsonMismatch("'" + tag + "' is no " + sealed.raw().getSimpleName()));
    }

    private static Object record(JsonObject object, DeclaredType type) {
        RecordShape<?> shape = RecordShape.of(type.raw());
        Object[] values = shape.components().stream()
                .map(component -> step("." + component.getName(), () -> member(object, component, type)))
                .toArray();
        return shape.make(values);
    }

    private static Object member(JsonObject object, RecordComponent component, DeclaredType type) {
        Object member = object.get(component.getName());
        if (member == null && component.getType().isPrimitive()) {
            return LeafValue.read(
                    component.getType() == boolean.class ? (Object) false : (Object) 0L, component.getType());
        }
        return value(member, type.component(component));
    }

    /** Returns a tree as what it has to be. */
    static <T> T fit(@Nullable Object tree, Class<T> kind, Class<?> wanted) {
        if (kind.isInstance(tree)) {
            return kind.cast(tree);
        }
        String found = tree == null ? "missing" : "no " + wanted.getSimpleName() + " but " + clipped(tree);
        throw new JsonMismatch("it is " + found);
    }

    private static String clipped(Object tree) {
        String text = WorkerJson.text(tree);
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private interface Reading<T> {
        T read();
    }

    private static <T> T step(String step, Reading<T> reading) {
        try {
            return reading.read();
        } catch (JsonMismatch e) {
            throw e.inside(step);
        } catch (DoesNotCross e) {
            throw e.inside(step);
        }
    }
}
