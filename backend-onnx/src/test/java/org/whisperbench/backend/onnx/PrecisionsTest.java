package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** The number formats of onnx-community: which of them the engine runs on a processor. */
final class PrecisionsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "fp16", "int8", "uint8", "q4", "q4f16", "bnb4"})
    void theEngineRunsEveryPrecision(String precision) throws InterruptedException {
        Random random = new Random(2);
        float[] noise = new float[40_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() / 10);
        }

        try (SpeechModel model = Checkout.load(TinyModel.folder(), precision)) {
            Transcription heard = model.transcribe(FakeAudio.of(noise), TranscribeOptions.defaults(), Progress.none());

            assertEquals(precision, model.identity().precision());
            assertTrue(heard.segments().size() >= 2, heard::toString);
            assertTrue(heard.text().matches("(w\\d+ ?)+"), heard::text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"q8", "quantized", "int8", "uint8"})
    void whatWasLoadedIsToldAsTheGraphsHaveIt(String wish) throws Exception {
        TinyModel.copy("tiny-whisper", folder);
        Files.move(
                folder.resolve("onnx/encoder_model_uint8.onnx"), folder.resolve("onnx/encoder_model_quantized.onnx"));
        Files.move(
                folder.resolve("onnx/decoder_model_merged_int8.onnx"),
                folder.resolve("onnx/decoder_model_merged_quantized.onnx"));
        ResolvedModel model = new ResolvedModel(
                new OnnxBackend().describe(folder + "#quantized").orElseThrow(), folder);

        try (SpeechModel loaded =
                new OnnxBackend().load(model, LoadOptions.defaults().withPrecision(wish), Progress.none())) {
            assertEquals("encoder uint8, decoder int8", loaded.identity().precision());
        }
    }

    @Test
    void anotherPrecisionIsRefusedWithThoseThatAreThere() {
        ResolvedModel model = new ResolvedModel(
                new OnnxBackend().describe(TinyModel.folder() + "#int8").orElseThrow(), TinyModel.folder());

        String refusal = Refusal.of(
                ErrorKind.USER,
                () -> new OnnxBackend().load(model, LoadOptions.defaults().withPrecision("bf16"), Progress.none()));

        assertTrue(
                refusal.endsWith(
                        "whose files are int8; its folder has fp32, bnb4, fp16, int8, q4, q4f16, uint8, to be named as in '-m FOLDER#uint8'"),
                refusal);
    }
}
