package org.whisperbench.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Values cross process borders as JSON: what comes back equals what was sent. */
class JsonRoundTripTest {

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
    private interface Tagged {}

    private final ObjectMapper json = JsonMapper.builder()
            .addMixIn(Availability.class, Tagged.class)
            .addMixIn(ModelSource.class, Tagged.class)
            .addMixIn(ModelFile.Evidence.class, Tagged.class)
            .build();

    static Stream<Object> values() {
        Path folder = Path.of("models", "x").toAbsolutePath();
        ModelDescriptor descriptor = ModelDescriptor.builder("tiny.en", new ModelSource.Repository("a/b", "main"))
                .family("whisper tiny.en")
                .size(ModelSize.TINY)
                .files(List.of(ModelFile.known("a/b.onnx", 3, "0".repeat(64)), ModelFile.unverified("c.json")))
                .precision("int8")
                .languages("en")
                .note("a note")
                .build();
        Segment segment = Segment.builder(Duration.ZERO, Duration.ofMillis(1520), " zero ")
                .tokens(List.of(1, 2))
                .measure(Measure.AVERAGE_LOG_PROBABILITY, -0.25)
                .words(List.of(
                        new Word(Duration.ZERO, Duration.ofMillis(520), "zero", Map.of(Measure.PROBABILITY, 0.5))))
                .build();
        return Stream.of(
                BackendInfo.builder("a-b")
                        .homePage(URI.create("https://example.org/"))
                        .nativeCode(true)
                        .build(),
                new Availability.Available("1.2"),
                new Availability.Unavailable("no engine", "install it"),
                descriptor,
                ModelDescriptor.builder("x", new ModelSource.Folder(folder))
                        .files(descriptor.files())
                        .build(),
                ModelDescriptor.builder("x", new ModelSource.Bundled("x"))
                        .files(descriptor.files())
                        .build(),
                new ResolvedModel(descriptor, folder),
                new LoadOptions("cpu", 2, Duration.ZERO, Map.of("k", "v")),
                TranscribeOptions.defaults().with(DecodingOption.BEAM_SIZE, "5"),
                LoadOptions.defaults().withPrecision("int8"),
                segment,
                Transcription.builder(List.of(segment))
                        .language("en")
                        .complete(false)
                        .time(Transcription.Stage.TOTAL, Duration.ofNanos(17))
                        .effective(Map.of("beams", "1"))
                        .languages(Map.of("en", 0.75, "de", 0.25))
                        .build(),
                LoadedIdentity.builder("x")
                        .engine("e", "1")
                        .files(List.of(folder))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueSurvives(Object value) {
        String sent = json.writerFor(declared(value)).writeValueAsString(value);

        assertEquals(value, json.readValue(sent, declared(value)), sent);
    }

    private static Class<?> declared(Object value) {
        return value instanceof Availability ? Availability.class : value.getClass();
    }
}
