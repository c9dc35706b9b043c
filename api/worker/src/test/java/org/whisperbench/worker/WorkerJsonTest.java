package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
                new LoadOptions("cpu", 2, Map.of("k", "v")),
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

        assertEquals(path.toString(), WorkerJson.tree(path, Path.class).stringValue());
        assertThrows(JacksonException.class, () -> WorkerJson.read(WorkerJson.parse("\"\\u0000\""), Path.class));
    }

    @Test
    void aValueThatIsRefusedIsAFaultOfTheText() {
        assertThrows(
                JacksonException.class,
                () -> WorkerJson.read(
                        WorkerJson.parse("{\"device\":\" \",\"threads\":1,\"extra\":{}}"), LoadOptions.class));
    }
}
