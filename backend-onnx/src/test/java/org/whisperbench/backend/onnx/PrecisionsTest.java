package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** The number formats of onnx-community: which of them the engine runs on a processor. */
final class PrecisionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "fp16", "int8", "uint8", "q4", "q4f16"})
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
}
