package org.whisperbench.worker;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns trees of JSON back into values, see {@link ValueTree}. A missing member is an empty collection, an empty
 * {@link Optional}, zero or false; where none of these is a value of the type, it is a failure. Members that no
 * component has are left alone, so that either side may be newer.
 */
final class ValueReader {

    private static final Map<Class<?>, Function<String, ?>> FROM_TEXT = Map.of(
            String.class, Function.identity(),
            Duration.class, Duration::parse,
            Instant.class, Instant::parse,
            URI.class, URI::create,
            Path.class, Path::of);

    private ValueReader() {}

    /**
     * Reads a value.
     *
     * @throws JsonMismatch if it does not fit
     */
    @SuppressWarnings("unchecked") // what is made for a class is of the class
    static <T> T read(@Nullable Object tree, Class<T> type) {
        return (T) value(tree, type);
    }

    /** Reads a value of a type that may have parameters. */
    static Object value(@Nullable Object tree, Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(tree, (Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        if (type == void.class) {
            return "";
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("a value of '" + type + "' does not cross");
        }
        if (plain.isRecord()) {
            return record(fit(tree, JsonObject.class, plain), plain);
        }
        if (plain.isSealed()) {
            return tagged(fit(tree, JsonObject.class, plain), plain);
        }
        return leaf(tree, plain);
    }

    private static Object container(@Nullable Object tree, Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return tree == null ? Optional.empty() : Optional.of(value(tree, arguments[0]));
        }
        if (raw == Map.class) {
            return map(tree == null ? new JsonObject() : fit(tree, JsonObject.class, raw), arguments);
        }
        List<?> elements = tree == null ? List.of() : fit(tree, List.class, raw);
        List<Object> values = new ArrayList<>(elements.size());
        for (Object element : elements) {
            values.add(step("[" + values.size() + "]", () -> value(element, arguments[0])));
        }
        if (raw == Set.class) {
            return new LinkedHashSet<>(values);
        }
        if (raw == List.class) {
            return values;
        }
        throw new IllegalArgumentException("a value of '" + raw.getName() + "' does not cross");
    }

    private static Map<Object, Object> map(JsonObject object, Type[] arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        object.members()
                .forEach((name, member) -> step(
                        "." + name, () -> map.put(leaf(name, (Class<?>) arguments[0]), value(member, arguments[1]))));
        return map;
    }

    private static Object tagged(JsonObject object, Class<?> sealed) {
        String tag = object.text(ValueTree.TAG);
        return Arrays.stream(sealed.getPermittedSubclasses())
                .filter(one -> one.getSimpleName().equals(tag))
                .findFirst()
                .map(one -> value(object, one))
                .orElseThrow(() -> new JsonMismatch("'" + tag + "' is no " + sealed.getSimpleName()));
    }

    private static Object record(JsonObject object, Class<?> type) {
        RecordShape<?> shape = RecordShape.of(type);
        Object[] values = shape.components().stream()
                .map(component -> step("." + component.getName(), () -> member(object, component)))
                .toArray();
        return shape.make(values);
    }

    private static Object member(JsonObject object, RecordComponent component) {
        Object member = object.get(component.getName());
        if (member == null && component.getType().isPrimitive()) {
            return leaf(component.getType() == boolean.class ? (Object) false : (Object) 0L, component.getType());
        }
        return value(member, component.getGenericType());
    }

    private static Object leaf(@Nullable Object tree, Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return fit(tree, Boolean.class, type);
        }
        if (type == double.class || type == Double.class) {
            return real(tree);
        }
        if (type == int.class || type == Integer.class) {
            return exact(fit(tree, Long.class, type));
        }
        if (type == long.class || type == Long.class) {
            return fit(tree, Long.class, type);
        }
        String text = fit(tree, String.class, type);
        return type.isEnum() ? constant(text, type) : parsed(text, type);
    }

    private static double real(@Nullable Object tree) {
        if (tree instanceof String text
                && Set.of("NaN", "Infinity", "-Infinity").contains(text)) {
            return Double.parseDouble(text);
        }
        return fit(tree, Number.class, double.class).doubleValue();
    }

    private static int exact(long number) {
        if (number != (int) number) {
            throw new JsonMismatch(number + " is out of range");
        }
        return (int) number;
    }

    private static Object constant(String name, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> ((Enum<?>) one).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JsonMismatch("'" + name + "' is no " + type.getSimpleName()));
    }

    private static Object parsed(String text, Class<?> type) {
        Function<String, ?> parser = FROM_TEXT.get(type);
        if (parser == null) {
            throw new IllegalArgumentException("a value of '" + type.getName() + "' does not cross");
        }
        try {
            return parser.apply(text);
        } catch (DateTimeException | InvalidPathException e) {
            throw new JsonMismatch("'" + text + "' is no " + type.getSimpleName(), e);
        } catch (IllegalArgumentException e) {
            throw new JsonMismatch("'" + text + "' is no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static <T> T fit(@Nullable Object tree, Class<T> kind, Class<?> wanted) {
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
        }
    }
}
