package org.whisperbench.worker;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** How values cross: durations as ISO 8601 text, paths as text, sealed types with their simple name in {@code @type}. */
final class WorkerJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Availability.class, Tagged.class)
            .addMixIn(ModelSource.class, Tagged.class)
            .addMixIn(ModelFile.Evidence.class, Tagged.class)
            .addModule(new SimpleModule()
                    .addSerializer(Path.class, ToStringSerializer.instance)
                    .addDeserializer(Path.class, new PathReader()))
            .build();

    private WorkerJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    private interface Tagged {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode parse(String text) {
        return MAPPER.readTree(text);
    }

    static String text(JsonNode json) {
        return MAPPER.writeValueAsString(json);
    }

    /** Returns a value as JSON; {@code declared} is the type that carries the tag of a sealed type. */
    static JsonNode tree(Object value, Class<?> declared) {
        return MAPPER.readTree(MAPPER.writerFor(declared).writeValueAsString(value));
    }

    static JsonNode tree(Object value) {
        return tree(value, value.getClass());
    }

    /**
     * Reads a value.
     *
     * @throws tools.jackson.core.JacksonException if it does not fit
     */
    static <T> T read(JsonNode json, Class<T> type) {
        return MAPPER.treeToValue(json, type);
    }

    private static final class PathReader extends StdDeserializer<Path> {

        PathReader() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString("");
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw context.weirdStringException(text, Path.class, e.getMessage());
            }
        }
    }
}
