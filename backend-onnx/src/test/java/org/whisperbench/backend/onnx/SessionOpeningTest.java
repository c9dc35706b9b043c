package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;

/** How often a file is opened, with a cache of graphs that works and with one that does not. */
final class SessionOpeningTest {

    private static final int TINY_HEADS = 2;

    @TempDir
    Path folder;

    private int openings;

    @Test
    void aRefusedGraphIsOpenedOnceWithItsAttentionFusedAndOnceAsItIs() throws IOException {
        byte[] whole = Files.readAllBytes(encoder());
        // What is no text stays as it is in this encoding.
        String renamed = new String(whole, StandardCharsets.ISO_8859_1).replace("Erf", "Erg");
        Path refused = folder.resolve("refused.onnx");
        Files.write(refused, renamed.getBytes(StandardCharsets.ISO_8859_1));

        String refusal =
                Refusal.of(ErrorKind.MISSING_MODEL, () -> opening(() -> {}).open(refused));

        assertEquals(2, openings);
        assertTrue(refusal.startsWith("model file '" + refused + "' is refused by ONNX Runtime: "), refusal);
        assertTrue(refusal.contains("No Op registered for Erg"), refusal);
        assertEquals(List.of(), kept());
    }

    @Test
    void aCacheThatGoesMeanwhileCostsNeitherTheSessionNorItsFusion() throws IOException, OrtException {
        SessionOpening opening = opening(() -> {
            for (Path entry : kept()) {
                Files.delete(entry);
            }
            Files.deleteIfExists(graphs());
        });

        opening.open(encoder()).close();

        assertEquals(2, openings, "as it is not, for it opened with its attention fused");
        assertEquals(List.of(), kept());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only there is a disk that is always full")
    void aFullDiskCostsNeitherTheSessionNorItsFusion() throws IOException, OrtException {
        SessionOpening opening = opening(() -> {
            for (Path part : kept()) {
                Files.delete(part);
                Files.createSymbolicLink(part, Path.of("/dev/full"));
            }
        });

        opening.open(encoder()).close();

        assertEquals(2, openings);
        assertEquals(List.of(), kept());
    }

    @Test
    void aGraphThatMemoryDoesNotSufficeForIsKept() throws IOException, OrtException {
        opening(() -> {}).open(encoder()).close();
        List<Path> made = kept();
        SessionOpening opening = opening(() -> {
            if (openings == 2) {
                throw new OrtException("Load model from graph.onnx failed:std::bad_alloc");
            }
        });

        opening.open(encoder()).close();

        assertEquals(1, made.size());
        assertEquals(made, kept());
        assertEquals(3, openings, "and the file was opened without it");
    }

    @Test
    void wantOfMemoryEndsTheWritingBeforeItEndsTheLoading() throws IOException {
        SessionOpening opening = opening(() -> {
            throw new OrtException("Exception during initialization: std::bad_alloc");
        });

        String refusal = Refusal.of(ErrorKind.RESOURCES, () -> opening.open(encoder()));

        assertEquals(3, openings, "fused and written, fused, and as it is");
        assertTrue(refusal.contains("'" + encoder() + "': std::bad_alloc"), refusal);
        assertEquals(List.of(), kept());
    }

    /** What happens while a file is opened. */
    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws IOException, OrtException;
    }

    private SessionOpening opening(Meanwhile meanwhile) {
        return new SessionOpening(
                SessionOpening.of(1).environment(),
                1,
                Optional.of(new GraphCache(graphs(), "1", 1 << 30)),
                Optional.of(new AttentionFusion(TINY_HEADS)),
                options -> {
                    openings++;
                    try {
                        meanwhile.happens();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static Path encoder() {
        return TinyModel.folder().resolve("onnx/encoder_model.onnx");
    }

    private Path graphs() {
        return folder.resolve("graphs");
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(graphs())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(graphs())) {
            return files.toList();
        }
    }
}
