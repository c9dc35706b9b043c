package org.whisperbench.worker;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into trees of JSON; {@link ValueReader} turns them back. What crosses: records of what crosses, enums by
 * name, texts, numbers, booleans, {@link Duration} and {@link Instant} as ISO 8601, {@link Path} and {@link URI} as text,
 * lists, sets, maps with keys of text or enums, and {@link Optional}, as null if empty. Where a sealed interface is
 * declared, a record carries its simple name in {@code @type}. Numbers that JSON lacks are texts: {@code NaN},
 * {@code Infinity}, {@code -Infinity}.
 */
final class ValueTree {

    static final String TAG = "@type";
    static final Set<Class<?>> AS_TEXT = Set.of(String.class, Duration.class, Instant.class, URI.class);

    private ValueTree() {}

    /** Returns a value as a tree. */
    static @Nullable Object of(@Nullable Object value, Class<?> declared) {
        if (value == null || value instanceof Boolean || value instanceof JsonObject) {
            return value;
        }
        if (value instanceof Record record) {
            return object(record, declared);
        }
        if (value instanceof Collection<?> elements) {
            return list(elements);
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(one -> of(one, one.getClass())).orElse(null);
        }
        return leaf(value);
    }

    private static Object leaf(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? (Object) number : Double.toString(number);
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Path || AS_TEXT.contains(value.getClass())) {
            return value.toString();
        }
        throw new IllegalArgumentException("a value of '" + value.getClass().getName() + "' does not cross");
    }

    private static List<@Nullable Object> list(Collection<?> elements) {
        List<@Nullable Object> list = new ArrayList<>(elements.size());
        for (Object element : elements) {
            list.add(element == null ? null : of(element, element.getClass()));
        }
        return list;
    }

    private static JsonObject object(Map<?, ?> map) {
        JsonObject object = new JsonObject();
        map.forEach((key, value) ->
                object.put(key instanceof Enum<?> e ? e.name() : key.toString(), of(value, value.getClass())));
        return object;
    }

    private static JsonObject object(Record record, Class<?> declared) {
        JsonObject object = new JsonObject();
        if (declared.isSealed()) {
            object.put(TAG, record.getClass().getSimpleName());
        }
        RecordShape<?> shape = RecordShape.of(record.getClass());
        for (RecordComponent component : shape.components()) {
            object.put(component.getName(), of(shape.value(record, component), component.getType()));
        }
        return object;
    }
}
