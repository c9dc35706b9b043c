package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;

final class ModelLoadingTest {

    @TempDir
    Path folder;

    @Test
    void theIdentityTellsWhatWasOpened() throws InterruptedException {
        LoadOptions options = new LoadOptions("cpu", 1, Duration.ZERO, Map.of());
        try (SpeechModel model = new OnnxBackend().load(Checkout.nano(1), options, Progress.none())) {
            LoadedIdentity identity = model.identity();

            assertEquals("nano-digits.en-int8", identity.model());
            assertEquals("ONNX Runtime", identity.engine());
            assertTrue(identity.engineVersion().matches("\\d+\\.\\d+\\.\\d+"));
            assertEquals("cpu", identity.device());
            assertEquals("int8", identity.precision());
            assertEquals(Map.of("threads", "1"), identity.effective());
            assertEquals(6, identity.files().size());
            assertTrue(identity.files().stream().allMatch(Files::isRegularFile));
        }
    }

    @Test
    void otherDevicesAndUnknownOptionsAreRefusedByName() {
        String device = refusal(ErrorKind.USER, Checkout.nano(0), new LoadOptions("cuda", 0, Duration.ZERO, Map.of()));
        String extra = refusal(
                ErrorKind.USER, Checkout.nano(0), new LoadOptions("auto", 0, Duration.ZERO, Map.of("beams", "5")));

        assertTrue(device.contains("'cuda'") && device.contains("'cpu'"), device);
        assertTrue(extra.contains("beams"), extra);
    }

    static List<String> files() {
        return new OnnxBackend()
                .models().get(0).files().stream().map(ModelFile::path).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileThatIsMissingIsNamed(String file) throws IOException {
        ResolvedModel copy = copy();
        Files.delete(folder.resolve(file));

        String refusal = refusal(ErrorKind.MISSING_MODEL, copy, LoadOptions.defaults());

        assertTrue(refusal.contains(folder.resolve(file).toString()) && refusal.contains("is missing"), refusal);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileThatWasCutOffIsNamed(String file) throws IOException {
        ResolvedModel copy = copy();
        for (double fraction : new double[] {0.97, 0.5, 0.01, 0}) {
            byte[] whole = Files.readAllBytes(Checkout.NANO.resolve(file));
            Files.write(folder.resolve(file), Arrays.copyOf(whole, (int) (whole.length * fraction)));

            String refusal = refusal(ErrorKind.MISSING_MODEL, copy, LoadOptions.defaults());

            assertTrue(refusal.contains(folder.resolve(file).toString()), refusal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx/encoder_model.onnx", "onnx/decoder_model_merged.onnx"})
    void theEnginesOwnWordIsQuotedWhereItRefusesAWholeFile(String file) throws IOException {
        ResolvedModel copy = copy();
        byte[] content = Files.readAllBytes(folder.resolve(file));
        replace(content, "MatMul", "MatMuh");
        Files.write(folder.resolve(file), content);

        String refusal = refusal(ErrorKind.MISSING_MODEL, copy, LoadOptions.defaults());

        assertTrue(refusal.contains(file) && refusal.contains("MatMuh"), refusal);
    }

    @Test
    void halvesThatWereSwappedAreRefused() throws IOException {
        ResolvedModel copy = copy();
        Path encoder = folder.resolve("onnx/encoder_model.onnx");
        Path decoder = folder.resolve("onnx/decoder_model_merged.onnx");
        Path aside = Files.move(encoder, folder.resolve("aside"));
        Files.move(decoder, encoder);
        Files.move(aside, decoder);

        String refusal = refusal(ErrorKind.MISSING_MODEL, copy, LoadOptions.defaults());

        assertTrue(refusal.contains("encoder_model.onnx") && refusal.contains("input_features"), refusal);
    }

    private String refusalWhereConfigSays(String that, String insteadOf) throws IOException {
        ResolvedModel copy = copy();
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace(insteadOf, that));
        return refusal(ErrorKind.MISSING_MODEL, copy, LoadOptions.defaults());
    }

    @Test
    void aConfigurationOfAnotherModelIsRefused() throws IOException {
        String refusal = refusalWhereConfigSays("\"decoder_layers\": 6", "\"decoder_layers\": 4");

        assertTrue(refusal.contains("16 keys and values") && refusal.contains("6 layers"), refusal);
    }

    @Test
    void aStepAtLoadingShowsAVocabularyOfAnotherSize() throws IOException {
        String refusal = refusalWhereConfigSays("\"vocab_size\": 1700", "\"vocab_size\": 1802");

        assertTrue(refusal.contains("decoder_model_merged.onnx' is damaged"), refusal);
        assertTrue(refusal.contains("of 1802 tokens") && refusal.contains("'vocab_size'"), refusal);
    }

    @Test
    void headsOfAnotherWidthAreRefused() throws IOException {
        String refusal = refusalWhereConfigSays("\"d_model\": 256", "\"d_model\": 128");

        assertTrue(refusal.contains("is of shape") && refusal.contains("config.json says"), refusal);
    }

    @Test
    void aModelThatNamesNoDecoderIsRefused() {
        ModelDescriptor model = Checkout.nano(0).descriptor();
        ModelDescriptor half = ModelDescriptor.builder("half", model.source())
                .files(model.files().subList(0, 5))
                .build();

        String refusal =
                refusal(ErrorKind.MISSING_MODEL, new ResolvedModel(half, Checkout.NANO), LoadOptions.defaults());

        assertTrue(refusal.contains("'half'") && refusal.contains("decoder"), refusal);
    }

    @Test
    void anInterruptEndsLoading() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> Checkout.load(Checkout.nano(0)));
    }

    private ResolvedModel copy() throws IOException {
        Files.createDirectories(folder.resolve("onnx"));
        for (String file : files()) {
            Files.copy(Checkout.NANO.resolve(file), folder.resolve(file));
        }
        return new ResolvedModel(new OnnxBackend().models().get(0), folder);
    }

    private static void replace(byte[] content, String what, String by) {
        byte[] pattern = what.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + pattern.length <= content.length; i++) {
            if (Arrays.equals(content, i, i + pattern.length, pattern, 0, pattern.length)) {
                content[i + pattern.length - 1] = (byte) by.charAt(by.length() - 1);
            }
        }
    }

    private static String refusal(ErrorKind kind, ResolvedModel model, LoadOptions options) {
        return Refusal.of(kind, () -> new OnnxBackend().load(model, options, Progress.none()));
    }
}
