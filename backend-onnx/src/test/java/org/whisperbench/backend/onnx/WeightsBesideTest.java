package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;

/** Weights in a file beside the graph, as large models have them, while optimised graphs are kept. */
final class WeightsBesideTest {

    private static final String ENCODER = "onnx/encoder_model.onnx";
    private static final String DECODER = "onnx/decoder_model_merged.onnx";

    @TempDir
    Path folder;

    /** Not in the folder of the model. */
    @TempDir
    Path apart;

    @BeforeEach
    void copy() throws IOException {
        TinyModel.copy("tiny-whisper", folder);
        System.setProperty(GraphCache.PROPERTY, apart.toString());
    }

    @AfterEach
    void keepNoGraphs() {
        System.clearProperty(GraphCache.PROPERTY);
    }

    @Test
    void theTextIsThatOfWeightsInTheGraph() throws Exception {
        String inline = heard();
        for (String half : List.of(ENCODER, DECODER)) {
            Path weights = WeightsBeside.move(folder.resolve(half));
            assertTrue(Files.size(weights) > 2 * Files.size(folder.resolve(half)), "most of it is beside now");
        }

        assertEquals(inline, heard());
        try (SpeechModel model = Checkout.load(folder, "fp32")) {
            assertTrue(model.identity().files().contains(WeightsBeside.of(folder.resolve(ENCODER))));
            assertTrue(model.identity().files().contains(WeightsBeside.of(folder.resolve(DECODER))));
        }
    }

    /** One that was kept would look for its weights beside itself. */
    @Test
    void noGraphIsKeptWithoutItsWeights() throws Exception {
        WeightsBeside.move(folder.resolve(ENCODER));
        WeightsBeside.move(folder.resolve(DECODER));

        heard();

        assertEquals(List.of(), kept());
    }

    @Test
    void onlyTheHalfThatHasAllItsWeightsIsKept() throws Exception {
        WeightsBeside.move(folder.resolve(ENCODER));

        heard();

        assertEquals(1, kept().size());
        assertTrue(kept().get(0).toString().endsWith("-" + Files.size(folder.resolve(DECODER)) + ".onnx"));
    }

    @Test
    void attentionStaysAsItIs() throws IOException {
        Path encoder = folder.resolve(ENCODER);
        Path fused = folder.resolve("fused.onnx");
        assertEquals(1, new AttentionFusion(2).write(encoder, fused));
        Files.delete(fused);
        WeightsBeside.move(encoder);

        // The weights would not be found from where the written graph is.
        assertEquals(0, new AttentionFusion(2).write(encoder, fused));
        assertFalse(Files.exists(fused));
    }

    @ParameterizedTest
    @ValueSource(strings = {ENCODER, DECODER})
    void missingWeightsAreNamed(String half) throws IOException {
        Path weights = WeightsBeside.move(folder.resolve(half));
        ResolvedModel installed =
                new ResolvedModel(new OnnxBackend().describe(folder.toString()).orElseThrow(), folder);
        Files.delete(weights);

        String declared = Refusal.of(ErrorKind.MISSING_MODEL, () -> Checkout.load(installed));
        String found = Refusal.of(ErrorKind.MISSING_MODEL, () -> Checkout.load(folder, "fp32"));

        assertEquals("model file '" + weights + "' is missing; download or copy the model again", declared);
        assertEquals(declared, found, "where only the graph says that there should be one");
    }

    @ParameterizedTest
    @ValueSource(strings = {ENCODER, DECODER})
    void weightsThatWereCutOffAreNamedWithWhatTheGraphNeeds(String half) throws IOException {
        Path weights = WeightsBeside.move(folder.resolve(half));
        byte[] whole = Files.readAllBytes(weights);
        for (int length : new int[] {whole.length - 1, whole.length / 2, 1, 0}) {
            Files.write(weights, Arrays.copyOf(whole, length));

            assertEquals(
                    "model file '%s' is damaged: it ends after %d bytes, and '%s' needs %d; download or copy the model again"
                            .formatted(weights, length, folder.resolve(half).getFileName(), whole.length),
                    Refusal.of(ErrorKind.MISSING_MODEL, () -> Checkout.load(folder, "fp32")));
        }
    }

    /** The cache that tools of the hub share has links, both of the graph and of its weights, to files of other names. */
    @Test
    void linksOfTheSharedCacheAreFollowed() throws Exception {
        WeightsBeside.move(folder.resolve(ENCODER));
        WeightsBeside.move(folder.resolve(DECODER));
        Path snapshot = apart.resolve("snapshots/main");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                Path blob = apart.resolve("blobs/blob-" + name.replace('/', '-'));
                Path link = snapshot.resolve(name);
                Files.createDirectories(blob.resolveSibling(""));
                Files.createDirectories(link.resolveSibling(""));
                Files.copy(file, blob);
                Files.createSymbolicLink(link, link.resolveSibling("").relativize(blob));
            }
        }

        assertEquals(heard(folder), heard(snapshot));
    }

    private String heard() throws InterruptedException {
        return heard(folder);
    }

    private static String heard(Path model) throws InterruptedException {
        Random random = new Random(2);
        float[] noise = new float[40_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() / 10);
        }
        try (SpeechModel loaded = Checkout.load(model, "fp32")) {
            return loaded.transcribe(FakeAudio.of(noise), TranscribeOptions.defaults(), Progress.none())
                    .text();
        }
    }

    private Path graphs() {
        return apart.resolve("graphs");
    }

    private List<Path> kept() {
        return GraphFiles.names(graphs()).stream().map(graphs()::resolve).toList();
    }
}
