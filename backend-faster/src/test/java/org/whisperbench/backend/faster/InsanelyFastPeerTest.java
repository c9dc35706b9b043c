package org.whisperbench.backend.faster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.PeerPython;

/** The real transformers and PyTorch, on the processor: what is heard, what is told, and what is refused. */
@Tag("peer")
final class InsanelyFastPeerTest {

    private static final InsanelyFastBackend BACKEND = new InsanelyFastBackend();

    @TempDir
    Path folder;

    @BeforeAll
    static void prepareEnvironment() {
        PeerPython.prepare();
    }

    private static SpeechModel load(Path model, LoadOptions options) throws InterruptedException {
        return BACKEND.load(
                new ResolvedModel(BACKEND.describe(model.toString()).orElseThrow(), model), options, Progress.none());
    }

    private Path copy() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(NanoModel.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        return copy;
    }

    @Test
    void everyShortSampleIsWrittenAsItWasSpokenAlsoInBatchesAndHalfPrecision() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String precision : List.of("float32", "bfloat16")) {
            try (SpeechModel nano =
                    load(NanoModel.folder(), LoadOptions.defaults().withExtra(Map.of("precision", precision)))) {
                assertEquals(precision, nano.identity().precision());
                for (NanoModel.Speech sample : NanoModel.samples().subList(0, 12)) {
                    String batch = precision.equals("float32") ? "1" : "4";
                    String text = nano.transcribe(
                                    PcmAudio.read(sample.wav()),
                                    TranscribeOptions.defaults().withExtra(Map.of("batch", batch)),
                                    Progress.none())
                            .text();
                    if (precision.equals("float32") && !text.equals(sample.text())) {
                        wrong.add(sample + ": " + text);
                    }
                    assertTrue(!text.isEmpty(), precision);
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void theIdentityIsWhatTheLibrariesTell() throws Exception {
        try (SpeechModel nano = load(NanoModel.folder(), LoadOptions.defaults().withThreads(1))) {
            LoadedIdentity identity = nano.identity();

            assertEquals("transformers", identity.engine());
            assertEquals("cpu", identity.device());
            assertEquals("float32", identity.precision());
            assertEquals("sdpa", identity.effective().get("attention"));
            assertEquals("1", identity.effective().get("threads"));
            assertTrue(String.valueOf(identity.effective().get("torch")).matches("\\d+\\..*"), identity::toString);
            assertTrue(identity.files().contains(NanoModel.folder().resolve("model.safetensors")), identity::toString);
        }
    }

    /** Where the layers are written, each in rows, as {@code parity} reads them. */
    @Test
    void theEncodersLayersAreShown() throws Exception {
        try (SpeechModel nano = load(NanoModel.folder(), LoadOptions.defaults())) {
            FeatureEncoder encoder = nano.ability(FeatureEncoder.class).orElseThrow();

            List<String> names = encoder.encodeLayers(
                    PcmAudio.read(NanoModel.samples().get(0).wav()), folder.toAbsolutePath());

            assertEquals(List.of("features", "hidden_states.0", "hidden_states.1", "encoder"), names);
            for (String name : names) {
                byte[] file = Files.readAllBytes(folder.resolve(name + ".npy"));
                String header = new String(file, 10, 118, StandardCharsets.US_ASCII);
                String shape = name.equals("features") ? "(1, 80, 3000)" : "(1, 1500, 128)";
                assertTrue(header.contains("'descr': '<f4', 'fortran_order': False, 'shape': " + shape), header);
            }
        }
    }

    @Test
    void whatThisMachineLacksIsRefused() throws Exception {
        Path nano = NanoModel.folder();

        refused(nano, ErrorKind.USER, "device 'mps'", LoadOptions.defaults().withDevice("mps"));
        refused(nano, ErrorKind.USER, "device 'cuda'", LoadOptions.defaults().withDevice("cuda"));
        refused(
                nano,
                ErrorKind.USER,
                "flash_attention_2",
                LoadOptions.defaults().withExtra(Map.of("attention", "flash_attention_2")));
        refused(
                nano,
                ErrorKind.USER,
                "'precision=int3'",
                LoadOptions.defaults().withExtra(Map.of("precision", "int3")));
    }

    /** transformers fills what is missing with random numbers and only warns, see spec/engines.md, section 0, point 3. */
    @Test
    void weightsWithoutTensorsOfTheModelAreRefused() throws Exception {
        Path copy = copy();
        Path config = copy.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replaceFirst("\"decoder_layers\": 4", "\"decoder_layers\": 5"));

        refused(copy, ErrorKind.MISSING_MODEL, "missing keys", LoadOptions.defaults());
    }

    /** transformers leaves out what is too much, and only warns. */
    @Test
    void weightsOfMoreLayersThanTheModelHasAreRefused() throws Exception {
        for (String layers : List.of("\"encoder_layers\": 1", "\"decoder_layers\": 2")) {
            Path copy = copy();
            Path config = copy.resolve("config.json");
            String name = layers.substring(0, layers.indexOf(':'));
            Files.writeString(config, Files.readString(config).replaceFirst(name + ": \\d", layers));

            refused(copy, ErrorKind.MISSING_MODEL, "unexpected keys", LoadOptions.defaults());
        }
    }

    @Test
    void aGenerationConfigurationWithoutTheTokenForNoTimestampsIsRefused() throws Exception {
        Path copy = copy();
        Path config = copy.resolve("generation_config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\"no_timestamps_token_id\": 300,", ""));

        refused(copy, ErrorKind.MISSING_MODEL, "no_timestamps_token_id", LoadOptions.defaults());
    }

    @Test
    void damagedFilesAreRefused() throws Exception {
        Path copy = copy();
        byte[] weights = Files.readAllBytes(copy.resolve("model.safetensors"));
        Files.write(copy.resolve("model.safetensors"), java.util.Arrays.copyOf(weights, weights.length - 1));
        refused(copy, ErrorKind.MISSING_MODEL, "model.safetensors", LoadOptions.defaults());

        Files.write(copy.resolve("model.safetensors"), weights);
        Files.writeString(copy.resolve("tokenizer.json"), "{");
        refused(copy, ErrorKind.MISSING_MODEL, "transformers refuses", LoadOptions.defaults());
    }

    private static void refused(Path model, ErrorKind kind, String words, LoadOptions options) {
        BackendException refusal =
                assertThrows(BackendException.class, () -> load(model, options).close());

        assertEquals(kind, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }
}
