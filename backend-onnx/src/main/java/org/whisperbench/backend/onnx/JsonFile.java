package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON object of a model file, with typed access whose errors name the file and the key.
 *
 * @param path the file
 * @param values the object's values by key: maps, lists, strings, numbers, booleans
 */
record JsonFile(Path path, Map<String, Object> values) {

    /**
     * Reads a file.
     *
     * @param path the file
     * @param skipped keys that are skipped wherever they occur, for parts that are large and of no use
     * @return its content
     * @throws BackendException if the file is missing, cut off or no JSON object ({@link ErrorKind#MISSING_MODEL})
     */
    static JsonFile read(Path path, Set<String> skipped) {
        try (InputStream in = Files.newInputStream(path);
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw ModelFailure.damaged(path, "it does not begin with a JSON object");
            }
            return new JsonFile(path, object(parser, skipped));
        } catch (IOException e) {
            throw ModelFailure.unreadable(path, e);
        } catch (JacksonException e) {
            throw ModelFailure.damaged(path, "it is no complete JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, Object> object(JsonParser parser, Set<String> skipped) {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            JsonToken token = parser.nextToken();
            if (skipped.contains(key)) {
                parser.skipChildren();
                continue;
            }
            Object value = value(parser, token, skipped);
            if (value != null) {
                object.put(key, value);
            }
        }
        return object;
    }

    private static List<Object> array(JsonParser parser, Set<String> skipped) {
        List<Object> array = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            Object value = value(parser, token, skipped);
            if (value != null) {
                array.add(value);
            }
            token = parser.nextToken();
        }
        return array;
    }

    private static @Nullable Object value(JsonParser parser, JsonToken token, Set<String> skipped) {
        return switch (token) {
            case START_OBJECT -> object(parser, skipped);
            case START_ARRAY -> array(parser, skipped);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /**
     * Returns a whole number that must be there.
     *
     * @param key its key
     * @return the number
     * @throws BackendException if there is none ({@link ErrorKind#MISSING_MODEL})
     */
    int number(String key) {
        OptionalInt number = numberIfPresent(key);
        if (number.isEmpty()) {
            throw ModelFailure.damaged(path, "it has no number '" + key + "'");
        }
        return number.getAsInt();
    }

    /**
     * Returns a whole number that may be there.
     *
     * @param key its key
     * @return the number, or empty if the key is absent, null or no number
     */
    OptionalInt numberIfPresent(String key) {
        return values.get(key) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    /**
     * Returns a list of token ids.
     *
     * @param key its key
     * @return the numbers in it; empty if the key is absent
     */
    int[] numbers(String key) {
        return values.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(Number.class::isInstance)
                        .mapToInt(n -> ((Number) n).intValue())
                        .toArray()
                : new int[0];
    }

    /**
     * Returns a list of pairs.
     *
     * @param key its key
     * @return the pairs of numbers in it; empty if the key is absent
     */
    List<int[]> pairs(String key) {
        List<int[]> pairs = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof Number first
                        && pair.get(1) instanceof Number second) {
                    pairs.add(new int[] {first.intValue(), second.intValue()});
                }
            }
        }
        return pairs;
    }

    /**
     * Returns numbers by name.
     *
     * @param key key of the object
     * @return its numbers, in the file's order; empty if the key is absent
     */
    Map<String, Integer> numbersByName(String key) {
        return numbersByName(values.get(key));
    }

    /**
     * Returns numbers by name.
     *
     * @param object an object, or anything else
     * @return its numbers, in the file's order; empty if it is no object
     */
    static Map<String, Integer> numbersByName(@Nullable Object object) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name instanceof String text && value instanceof Number number) {
                    numbers.put(text, number.intValue());
                }
            });
        }
        return numbers;
    }
}
