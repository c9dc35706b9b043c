package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;

/** Interrupts while the engine computes: {@code endless_encoder.py} made an encoder that never comes to an end by itself. */
@Timeout(300)
final class EndableRunsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void anInterruptEndsAnEncoderInTheMiddle(String batch) throws Exception {
        TinyModel.copy("tiny-whisper", folder);
        try (InputStream endless =
                Objects.requireNonNull(EndableRunsTest.class.getResourceAsStream("endless-encoder.onnx"))) {
            Files.copy(endless, folder.resolve("onnx/encoder_model.onnx"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (SpeechModel model = Checkout.load(folder, "fp32")) {
            TranscribeOptions options = TranscribeOptions.defaults().with(DecodingOption.BATCH, batch);
            CompletableFuture<Class<?>> end = new CompletableFuture<>();
            Thread caller = new Thread(() -> end.complete(endOf(model, options)));
            caller.start();
            awaitTheEngine(caller);

            caller.interrupt();

            assertEquals(InterruptedException.class, end.get());
        }
    }

    @Test
    void anInterruptBeforehandDoesNotCallTheEngine() {
        try (EndableRuns runs = new EndableRuns()) {
            Thread.currentThread().interrupt();

            assertThrows(InterruptedException.class, () -> runs.run(options -> {
                throw new AssertionError("was called");
            }));
        }
    }

    private static Class<?> endOf(SpeechModel model, TranscribeOptions options) {
        try {
            return model.transcribe(FakeAudio.silence(50_000), options, Progress.none())
                    .getClass();
        } catch (InterruptedException | RuntimeException e) {
            return e.getClass();
        }
    }

    /** Returns when the thread is in the engine's native code; that it stays there, the encoder sees to. */
    private static void awaitTheEngine(Thread caller) {
        boolean there = false;
        while (!there) {
            StackTraceElement[] stack = caller.getStackTrace();
            there = stack.length > 0
                    && stack[0].isNativeMethod()
                    && stack[0].getClassName().equals("ai.onnxruntime.OrtSession");
            Thread.onSpinWait();
        }
    }
}
