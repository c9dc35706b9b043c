package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;

final class GraphCacheTest {

    private static final int PART_BYTES = 1 << 20;

    @TempDir
    Path folder;

    private Path graphs;

    @BeforeEach
    void keepGraphs() {
        System.setProperty(GraphCache.PROPERTY, folder.toString());
        graphs = folder.resolve("graphs");
    }

    @AfterEach
    void keepNoGraphs() {
        System.clearProperty(GraphCache.PROPERTY);
    }

    @Test
    void bothHalvesAreKeptAndUsedAgainWithTheSameText() throws Exception {
        String without = heardWithout();

        String made = heard(Checkout.NANO, "fp32");
        List<Path> first = kept();
        String reused = heard(Checkout.NANO, "fp32");

        assertEquals(2, first.size());
        assertEquals(first, kept());
        assertEquals(List.of(without, without), List.of(made, reused));
        assertEquals("four one six seven", made);
    }

    @Test
    void everyPrecisionIsTheSameFromTheDisk() throws Exception {
        for (String precision : List.of("fp32", "fp16", "int8", "q4", "q4f16", "bnb4")) {
            assertEquals(heard(TinyModel.folder(), precision), heard(TinyModel.folder(), precision), precision);
        }
        assertEquals(12, kept().size());
    }

    @Test
    void aDamagedGraphIsDeletedAndTheModelLoadsAllTheSame() throws Exception {
        String made = heard(TinyModel.folder(), "fp32");
        for (Path graph : kept()) {
            Files.writeString(graph, "damaged");
        }

        assertEquals(made, heard(TinyModel.folder(), "fp32"));
        assertEquals(List.of(), kept());
        assertEquals(made, heard(TinyModel.folder(), "fp32"));
        assertEquals(2, kept().size());
    }

    @Test
    void anotherContentIsAnotherGraph() throws Exception {
        heard(TinyModel.folder(), "fp32");
        List<Path> before = kept();
        Path copy = folder.resolve("copy");
        TinyModel.copy("tiny-whisper", copy);
        Files.write(
                copy.resolve("onnx/encoder_model.onnx"),
                Files.readAllBytes(copy.resolve("onnx/encoder_model_int8.onnx")));

        heard(copy, "fp32");

        assertNotEquals(before, kept());
        assertEquals(3, kept().size());
    }

    @Test
    void anotherNumberOfHeadsIsAnotherGraph() throws Exception {
        SessionOpening plain = SessionOpening.of(1);
        GraphCache cache = cache(1 << 30);
        for (int heads : new int[] {2, 4, 2}) {
            Optional<AttentionFusion> fusion = Optional.of(new AttentionFusion(heads));
            SessionOpening opening =
                    new SessionOpening(plain.environment(), 1, Optional.empty(), fusion, options -> {});
            cache.open(opening, encoder()).orElseThrow().close();
        }

        assertEquals(2, kept().size());
    }

    @Test
    void whatTheEngineRefusesIsRefusedAsWithout() throws Exception {
        Path copy = folder.resolve("copy");
        TinyModel.copy("tiny-whisper", copy);
        Path encoder = copy.resolve("onnx/encoder_model.onnx");
        Path decoder = copy.resolve("onnx/decoder_model_merged.onnx");
        Files.write(encoder, Files.readAllBytes(decoder));

        String refusal = Refusal.of(ErrorKind.MISSING_MODEL, () -> Checkout.load(copy, "fp32"));

        assertTrue(refusal.contains(encoder.toString()), refusal);
    }

    @Test
    void aFolderThatCannotBeMadeIsNoHindrance() throws Exception {
        Files.writeString(graphs, "a file is in the way");

        assertEquals("four one six seven", heard(Checkout.NANO, "fp32"));
    }

    @Test
    void whatWasUsedLeastRecentlyMakesRoom() throws Exception {
        SessionOpening opening = SessionOpening.of(1);
        GraphCache small = cache(Files.size(decoder()) + 10);

        small.open(opening, encoder()).orElseThrow().close();
        Path first = kept().get(0);
        small.open(opening, decoder()).orElseThrow().close();

        assertEquals(1, kept().size());
        assertFalse(Files.exists(first));
    }

    @Test
    void partsThatNobodyWritesAnyMoreAreDeleted() throws Exception {
        Path abandoned = part("graph-1.part", Duration.ofHours(7));
        Path beingWritten = part("graph-2.part", Duration.ofHours(1));

        cache(1 << 30).open(SessionOpening.of(1), encoder()).orElseThrow().close();

        assertFalse(Files.exists(abandoned));
        assertEquals(2, kept().size());
        assertTrue(Files.exists(beingWritten), "another process may be writing it");
    }

    @Test
    void partsThatAreBeingWrittenTakeTheRoomOfGraphs() throws Exception {
        SessionOpening opening = SessionOpening.of(1);
        GraphCache exact = cache(Files.size(encoder()) + Files.size(decoder()) + PART_BYTES / 2);
        exact.open(opening, encoder()).orElseThrow().close();
        Path first = kept().get(0);
        Path beingWritten = part("graph-2.part", Duration.ofMinutes(1));

        exact.open(opening, decoder()).orElseThrow().close();

        assertFalse(Files.exists(first));
        assertTrue(Files.exists(beingWritten));
    }

    private Path part(String name, Duration ago) throws IOException {
        Files.createDirectories(graphs);
        Path part = Files.write(graphs.resolve(name), new byte[PART_BYTES]);
        return Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(ago)));
    }

    private GraphCache cache(long mostBytes) {
        return new GraphCache(graphs, "1", mostBytes);
    }

    private static Path encoder() {
        return TinyModel.folder().resolve("onnx/encoder_model.onnx");
    }

    private static Path decoder() {
        return TinyModel.folder().resolve("onnx/decoder_model_merged.onnx");
    }

    private static String heardWithout() throws InterruptedException {
        String folder = System.clearProperty(GraphCache.PROPERTY);
        try {
            return heard(Checkout.NANO, "fp32");
        } finally {
            System.setProperty(GraphCache.PROPERTY, folder);
        }
    }

    private static String heard(Path model, String precision) throws InterruptedException {
        try (SpeechModel loaded = Checkout.load(model, precision)) {
            return loaded.transcribe(Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none())
                    .text();
        }
    }

    private List<Path> kept() throws IOException {
        if (!Files.isDirectory(graphs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(graphs)) {
            return files.sorted().toList();
        }
    }
}
