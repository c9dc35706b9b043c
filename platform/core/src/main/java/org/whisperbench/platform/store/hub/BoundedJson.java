package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON that nobody here wrote, within limits: 64 MiB, 32 levels, numbers of 40 digits. Objects become maps, arrays
 * lists, integers longs; {@code null} is left out.
 */
public final class BoundedJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(64L << 20)
                    .maxNestingDepth(32)
                    .maxNumberLength(40)
                    .build())
            .build();

    private BoundedJson() {}

    /**
     * Reads one document.
     *
     * @param in the document; it is closed
     * @return a map, list, string, long, double or boolean
     * @throws IOException if it cannot be read, is no JSON or exceeds the limits; the message says which
     */
    public static Object read(InputStream in) throws IOException {
        try (in;
                JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            Object value = value(parser, parser.nextToken());
            if (value == null) {
                throw new IOException("no JSON document");
            }
            return value;
        } catch (JacksonException e) {
            throw new IOException("no usable JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Returns a value as an object.
     *
     * @param value what {@link #read} returned, or a part of it
     * @return its members; none if it is no object
     */
    public static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    /**
     * Returns a value as an array.
     *
     * @param value what {@link #read} returned, or a part of it
     * @return its elements; none if it is no array
     */
    public static List<?> array(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /**
     * Returns a value as a text.
     *
     * @param value a part of what {@link #read} returned
     * @return the text; empty if it is none
     */
    public static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    /**
     * Returns a value as a whole number.
     *
     * @param value a part of what {@link #read} returned
     * @return the number; -1 if it is none
     */
    public static long number(@Nullable Object value) {
        return value instanceof Long number ? number : -1;
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IOException("no usable JSON: unexpected " + token);
        };
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Object value = value(parser, parser.nextToken());
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    private static List<Object> elements(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            Object value = value(parser, token);
            if (value != null) {
                elements.add(value);
            } else if (token == null) {
                throw new IOException("no usable JSON: it ends in an array");
            }
        }
        return elements;
    }
}
