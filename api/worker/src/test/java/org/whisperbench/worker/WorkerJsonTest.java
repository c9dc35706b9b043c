package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import tools.jackson.core.JacksonException;

/** What crosses arrives as it was. */
class WorkerJsonTest {

    static Stream<Object> values() {
        Path folder = Path.of("models", "a folder \u00e9").toAbsolutePath();
        ModelDescriptor descriptor = ModelDescriptor.builder("tiny.en", new ModelSource.Repository("a/b", "main"))
                .size(ModelSize.TINY)
                .files(List.of(ModelFile.known("a/b.onnx", 3, "0".repeat(64)), ModelFile.unverified("c.json")))
                .languages("en")
                .build();
        Segment segment = Segment.builder(Duration.ofNanos(1), Duration.ofSeconds(7_200, 999_999_999), "zero")
                .tokens(List.of(1, 2))
                .build();
        return Stream.of(
                BackendInfo.builder("a-b")
                        .homePage(URI.create("https://example.org/"))
                        .build(),
                new Availability.Available("1.2"),
                new Availability.Unavailable("no engine", "install it"),
                new ModelSource.Bundled("x"),
                new ModelSource.Folder(folder),
                descriptor,
                new ResolvedModel(descriptor, folder),
                new LoadOptions("cpu", 2, Duration.ZERO, Map.of("k", "v")),
                TranscribeOptions.defaults(),
                segment,
                Transcription.builder(List.of(segment))
                        .complete(false)
                        .time(Transcription.Stage.TOTAL, Duration.ofNanos(Long.MAX_VALUE))
                        .build(),
                LoadedIdentity.builder("x").files(List.of(folder)).build(),
                new WorkerHello(1, "e", "2", Map.of("library", "3")),
                new Call.Load(new ResolvedModel(descriptor, folder), LoadOptions.defaults()),
                new Call.Done());
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueArrivesAsItWas(Object value) {
        Class<?> declared = value instanceof Availability
                ? Availability.class
                : value instanceof ModelSource ? ModelSource.class : value.getClass();

        String sent = WorkerJson.text(WorkerJson.tree(value, declared));

        assertEquals(value, WorkerJson.read(WorkerJson.parse(sent), declared), sent);
    }

    @Test
    void aPathIsPlainText() {
        Path path = Path.of("a b").toAbsolutePath();

        assertEquals(path.toString(), WorkerJson.tree(path, Path.class));
        assertThrows(JsonMismatch.class, () -> WorkerJson.read("\0", Path.class));
    }

    /** A record of everything that crosses. */
    record Everything(
            double real,
            int whole,
            long big,
            boolean flag,
            Optional<String> perhaps,
            Set<String> set,
            Map<Transcription.Stage, List<Double>> map,
            Instant instant) {}

    @Test
    void numbersThatJsonLacksCross() {
        for (double real : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE}) {
            Everything value = new Everything(
                    real,
                    Integer.MIN_VALUE,
                    Long.MAX_VALUE,
                    true,
                    Optional.of("\ud800\u0000\u001e\n"),
                    Set.of("a", "b"),
                    Map.of(Transcription.Stage.DECODER, List.of(real)),
                    Instant.ofEpochSecond(-1, 7));

            String sent = WorkerJson.text(WorkerJson.tree(value));

            assertEquals(value, WorkerJson.read(WorkerJson.parse(sent), Everything.class), sent);
        }
    }

    @Test
    void aMissingMemberIsNothingWhereNothingIsAValue() {
        JsonObject object =
                new JsonObject().put("instant", "1970-01-01T00:00:00Z").put("later", 1L);

        assertEquals(
                new Everything(0, 0, 0, false, Optional.empty(), Set.of(), Map.of(), Instant.EPOCH),
                WorkerJson.read(object, Everything.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                  | instant: it is missing",
                "[]                                  | it is no Everything but []",
                "{\"whole\":2147483648}              | whole: 2147483648 is out of range",
                "{\"whole\":1.5}                     | whole: it is no int but 1.5",
                "{\"big\":9223372036854775808}       | big: it is no long but",
                "{\"real\":\"much\"}                 | real: it is no double but \"much\"",
                "{\"flag\":\"true\"}                 | flag: it is no boolean",
                "{\"perhaps\":5}                     | perhaps: it is no String but 5",
                "{\"set\":[\"a\",null]}              | set[1]: it is missing",
                "{\"map\":{\"NOTHING\":[]}}          | map.NOTHING: 'NOTHING' is no Stage",
                "{\"map\":{\"TOTAL\":[1,[]]}}        | map.TOTAL[1]: it is no double but []",
                "{\"instant\":\"soon\"}              | instant: 'soon' is no Instant"
            })
    void whatDoesNotFitIsNamed(String text, String message) {
        JsonMismatch mismatch =
                assertThrows(JsonMismatch.class, () -> WorkerJson.read(WorkerJson.parse(text), Everything.class));

        assertTrue(mismatch.getMessage().startsWith(message), mismatch::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1} 2", "[1,]", "{\"a\"}", "tru", "\"", "01", "NaN"})
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(JacksonException.class, () -> WorkerJson.parse(text));
    }

    @Test
    void anUnknownTagIsRefused() {
        JsonObject tagged = new JsonObject().put("@type", "Perhaps");

        JsonMismatch mismatch = assertThrows(JsonMismatch.class, () -> WorkerJson.read(tagged, Availability.class));

        assertEquals("'Perhaps' is no Availability", mismatch.getMessage());
    }

    @Test
    void whatDoesNotCrossIsADefect() {
        assertThrows(IllegalArgumentException.class, () -> WorkerJson.tree(new Object()));
        assertThrows(IllegalArgumentException.class, () -> WorkerJson.read("x", StringBuilder.class));
    }

    @Test
    void aValueThatIsRefusedIsAFaultOfTheText() {
        Object tree = WorkerJson.parse("{\"device\":\" \",\"threads\":1,\"timeout\":\"PT0S\",\"extra\":{}}");

        JsonMismatch mismatch = assertThrows(JsonMismatch.class, () -> WorkerJson.read(tree, LoadOptions.class));

        assertEquals("device is blank", mismatch.getMessage());
    }
}
