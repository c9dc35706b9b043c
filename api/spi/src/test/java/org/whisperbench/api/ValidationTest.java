package org.whisperbench.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../b", "a//b", "a\u0000b", "./a", "a/"})
    void modelFilesStayBelowTheirFolder(String path) {
        assertThrows(IllegalArgumentException.class, () -> ModelFile.unverified(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "C:/x", "run 12:30.txt"})
    void modelFilesHaveNamesThatThisSystemCanHave(String path) {
        if (File.separatorChar == '\\') {
            assertThrows(IllegalArgumentException.class, () -> ModelFile.unverified(path));
        } else {
            assertEquals(path, ModelFile.unverified(path).path());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MLX", "mlx_whisper", "-mlx", "mlx-", "a b"})
    void backendIdsAreLowerCaseWords(String id) {
        BackendInfo.Builder builder = BackendInfo.builder(id);
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a/b/c", "../b", "a/..", "a/b c"})
    void repositoriesAreOwnerAndName(String id) {
        assertThrows(IllegalArgumentException.class, () -> new ModelSource.Repository(id, "main"));
    }

    @Test
    void aModelOpensDeclaredFilesOnly() {
        ResolvedModel model = new ResolvedModel(
                ModelDescriptor.builder("m", new ModelSource.Bundled("m"))
                        .files(List.of(ModelFile.unverified("onnx/encoder.onnx")))
                        .build(),
                Path.of("m").toAbsolutePath());

        assertEquals(Path.of("m", "onnx", "encoder.onnx").toAbsolutePath(), model.file("onnx/encoder.onnx"));
        assertThrows(IllegalArgumentException.class, () -> model.file("config.json"));
    }

    @Test
    void aModelWithoutFilesIsNone() {
        ModelDescriptor.Builder builder = ModelDescriptor.builder("m", new ModelSource.Bundled("m"));
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void segmentsEndAfterTheyStart() {
        Segment.Builder backwards = Segment.builder(Duration.ofSeconds(2), Duration.ofSeconds(1), "x");
        assertThrows(IllegalArgumentException.class, backwards::build);
    }

    @Test
    void aTranscriptIsItsSegmentsJoined() {
        List<Segment> segments = List.of(
                Segment.builder(Duration.ZERO, Duration.ofSeconds(1), " one ").build(),
                Segment.builder(Duration.ofSeconds(1), Duration.ofSeconds(2), " ")
                        .build(),
                Segment.builder(Duration.ofSeconds(2), Duration.ofSeconds(3), "two")
                        .build());

        assertEquals("one two", Transcription.builder(segments).build().text());
    }

    @Test
    void optionsAreCopied() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> LoadOptions.defaults().extra().put("a", "b"));
        assertThrows(IllegalArgumentException.class, () -> new LoadOptions("cpu", -1, Duration.ZERO, Map.of()));
    }

    @Test
    void durationFollowsTheSamples() {
        Audio audio = new Audio() {
            @Override
            public long sampleCount() {
                return 24_001;
            }

            @Override
            public int read(long fromSample, float[] into) {
                return 0;
            }

            @Override
            public Path wav() {
                return Path.of("none.wav");
            }
        };

        assertEquals(Duration.ofNanos(1_500_062_500), audio.duration());
    }

    @Test
    void availabilityIsOneOfTwo() {
        assertTrue(new Availability.Available("1").isAvailable());
        assertThrows(IllegalArgumentException.class, () -> new Availability.Unavailable("", "x"));
    }
}
