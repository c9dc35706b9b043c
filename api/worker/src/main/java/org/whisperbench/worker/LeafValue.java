package org.whisperbench.worker;

import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that hold no others: both directions. */
final class LeafValue {

    private static final Set<Class<?>> AS_TEXT = Set.of(
            String.class, Duration.class, Instant.class, URI.class, Path.class, BigDecimal.class, BigInteger.class);

    private static final Set<Class<?>> WHOLE = Set.of(Byte.class, Short.class, Integer.class, Long.class);
    private static final Set<Class<?>> REAL = Set.of(Float.class, Double.class);
    private static final Set<String> NOT_IN_JSON = Set.of("NaN", "Infinity", "-Infinity");

    private LeafValue() {}

    /** Returns a value, which is of the type, as a tree. */
    static Object tree(Object value, Class<?> type) {
        Class<?> boxed = boxed(type);
        if (boxed == Boolean.class) {
            return value;
        }
        if (REAL.contains(boxed)) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? (Object) number : Double.toString(number);
        }
        if (WHOLE.contains(boxed)) {
            return ((Number) value).longValue();
        }
        if (type.isEnum()) {
            return ((Enum<?>) value).name();
        }
        if (AS_TEXT.contains(type)) {
            return value.toString();
        }
        throw DoesNotCross.type(type);
    }

    /**
     * Reads a value.
     *
     * @throws JsonMismatch if it does not fit
     */
    static Object read(@Nullable Object tree, Class<?> type) {
        Class<?> boxed = boxed(type);
        if (boxed == Boolean.class) {
            return ValueReader.fit(tree, Boolean.class, type);
        }
        if (REAL.contains(boxed)) {
            return real(tree, type);
        }
        if (WHOLE.contains(boxed)) {
            return whole(ValueReader.fit(tree, Long.class, type), boxed);
        }
        if (type.isEnum()) {
            return constant(ValueReader.fit(tree, String.class, type), type);
        }
        if (AS_TEXT.contains(type)) {
            return parsed(ValueReader.fit(tree, String.class, type), type);
        }
        throw DoesNotCross.type(type);
    }

    /** Returns whether a value of the type may be the key of a map: it is a text in JSON whatever it is. */
    static boolean isText(Class<?> type) {
        return type.isEnum() || AS_TEXT.contains(type);
    }

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
    }

    private static Object real(@Nullable Object tree, Class<?> type) {
        Class<?> wanted = boxed(type) == Double.class ? double.class : float.class;
        double number = tree instanceof String text && NOT_IN_JSON.contains(text)
                ? Double.parseDouble(text)
                : ValueReader.fit(tree, Number.class, wanted).doubleValue();
        if (wanted == double.class) {
            return number;
        }
        float small = (float) number;
        if (Float.isInfinite(small) && Double.isFinite(number)) {
            throw new JsonMismatch(number + " is out of range");
        }
        return small;
    }

    private static Object whole(long number, Class<?> boxed) {
        Object whole = switch (boxed.getSimpleName()) {
            case "Byte" -> (byte) number;
            case "Short" -> (short) number;
            case "Integer" -> (int) number;
            default -> number;
        };
        if (((Number) whole).longValue() != number) {
            throw new JsonMismatch(number + " is out of range");
        }
        return whole;
    }

    private static Object constant(String name, Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> ((Enum<?>) one).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new JsonMismatch("'" + name + "' is no " + type.getSimpleName()));
    }

    private static Object parsed(String text, Class<?> type) {
        try {
            // No table of functions: each would cost a worker time at its start.
            return switch (type.getSimpleName()) {
                case "Duration" -> Duration.parse(text);
                case "Instant" -> Instant.parse(text);
                case "URI" -> URI.create(text);
                case "Path" -> Path.of(text);
                case "BigDecimal" -> new BigDecimal(text);
                case "BigInteger" -> new BigInteger(text);
                default -> text;
            };
        } catch (DateTimeException | InvalidPathException e) {
            throw new JsonMismatch("'" + text + "' is no " + type.getSimpleName(), e);
        } catch (IllegalArgumentException e) {
            throw new JsonMismatch("'" + text + "' is no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
