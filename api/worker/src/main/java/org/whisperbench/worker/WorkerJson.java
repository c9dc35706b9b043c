package org.whisperbench.worker;

import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as text, as a tree of plain values, see {@link JsonObject}, and as values that cross, see {@link ValueTree}. It
 * stands on the streams of Jackson alone: a data binder of general use takes longer to start than a worker may.
 */
final class WorkerJson {

    private static final JsonFactory JSON = new JsonFactory();

    private WorkerJson() {}

    /**
     * Reads a text as a tree.
     *
     * @throws JacksonException if it is not JSON
     */
    static @Nullable Object parse(String text) {
        return parse(new StringReader(text));
    }

    /**
     * Reads what a reader gives as a tree.
     *
     * @throws JacksonException if it is not JSON
     */
    static @Nullable Object parse(Reader text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            Object tree = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "there is more after the value");
            }
            return tree;
        }
    }

    private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
        if (token == null) {
            throw new StreamReadException(parser, "the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new StreamReadException(parser, "'" + token + "' is no value");
        };
    }

    private static Number whole(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? parser.getBigIntegerValue()
                : Long.valueOf(parser.getLongValue());
    }

    private static JsonObject object(JsonParser parser) {
        JsonObject object = new JsonObject();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            if (object.has(name)) {
                throw new StreamReadException(parser, "member '" + name + "' is there twice");
            }
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<@Nullable Object> list(JsonParser parser) {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        return list;
    }

    /** Writes a tree as text. */
    static String text(@Nullable Object tree) {
        StringWriter text = new StringWriter();
        write(tree, text);
        return text.toString();
    }

    /** Writes a tree as text. */
    static void write(@Nullable Object tree, Writer text) {
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, tree);
        }
    }

    private static void write(JsonGenerator generator, @Nullable Object tree) {
        if (tree instanceof JsonObject object) {
            generator.writeStartObject();
            for (Map.Entry<String, @Nullable Object> member : object.members().entrySet()) {
                generator.writeName(member.getKey());
                write(generator, member.getValue());
            }
            generator.writeEndObject();
        } else if (tree instanceof List<?> list) {
            generator.writeStartArray();
            list.forEach(element -> write(generator, element));
            generator.writeEndArray();
        } else {
            writeLeaf(generator, tree);
        }
    }

    private static void writeLeaf(JsonGenerator generator, @Nullable Object leaf) {
        if (leaf == null) {
            generator.writeNull();
        } else if (leaf instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (leaf instanceof Double || leaf instanceof Float) {
            generator.writeNumber(((Number) leaf).doubleValue());
        } else if (leaf instanceof BigInteger large) {
            generator.writeNumber(large);
        } else if (leaf instanceof Number whole) {
            generator.writeNumber(whole.longValue());
        } else {
            generator.writeString(leaf.toString());
        }
    }

    /** Returns a value as a tree; {@code declared} is the type that carries the tag of a sealed type. */
    static @Nullable Object tree(Object value, Class<?> declared) {
        return ValueTree.of(value, DeclaredType.of(declared));
    }

    static @Nullable Object tree(Object value) {
        return ValueTree.of(value, DeclaredType.own(value));
    }

    /** Returns a record or a map as a tree. */
    static JsonObject object(Object value) {
        return ValueTree.parameters(value);
    }

    /**
     * Reads a value.
     *
     * @throws JsonMismatch if it does not fit
     */
    static <T> T read(@Nullable Object tree, Class<T> type) {
        return ValueReader.read(tree, type);
    }
}
