package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;

/** Interrupts while the engine computes: {@code endless_encoder.py} made graphs that never come to an end by themselves. */
@Timeout(300)
final class EndableRunsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void anInterruptEndsAnEncoderInTheMiddle(String batch) throws Exception {
        TinyModel.copy("tiny-whisper", folder);
        replace("onnx/encoder_model.onnx", "endless-encoder.onnx");
        try (SpeechModel model = Checkout.load(folder, "fp32")) {
            assertEquals(
                    InterruptedException.class,
                    interrupted(model, TranscribeOptions.defaults().with(DecodingOption.BATCH, batch)));
        }
    }

    @Test
    void anInterruptEndsParakeetInTheMiddle() throws Exception {
        TinyModel.copy("tiny-tdt", folder);
        replace("nemo128.onnx", "endless-features.onnx");
        OnnxParakeetBackend backend = new OnnxParakeetBackend();
        ResolvedModel files =
                new ResolvedModel(backend.describe(folder.toString()).orElseThrow(), folder);
        try (SpeechModel model = backend.load(files, LoadOptions.defaults(), Progress.none())) {
            assertEquals(InterruptedException.class, interrupted(model, TranscribeOptions.defaults()));
        }
    }

    /** A step of the decoder is taken to see that it does what the configuration says. */
    @Test
    void anInterruptEndsLoadingInTheMiddle() throws Exception {
        TinyModel.copy("tiny-whisper", folder);
        replace("onnx/decoder_model_merged.onnx", "endless-decoder.onnx");

        assertEquals(InterruptedException.class, interrupted(() -> Checkout.load(folder, "fp32")));
    }

    private void replace(String file, String by) throws IOException {
        try (InputStream endless = Objects.requireNonNull(EndableRunsTest.class.getResourceAsStream(by))) {
            Files.copy(endless, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Class<?> interrupted(SpeechModel model, TranscribeOptions options)
            throws ExecutionException, InterruptedException {
        return interrupted(() -> model.transcribe(FakeAudio.silence(50_000), options, Progress.none()));
    }

    /** Interrupts a call while it is in the engine, and returns how it ended. */
    private static Class<?> interrupted(Callable<?> call) throws ExecutionException, InterruptedException {
        CompletableFuture<Class<?>> end = new CompletableFuture<>();
        Thread caller = new Thread(() -> end.complete(endOf(call)));
        caller.start();
        awaitTheEngine(caller);
        caller.interrupt();
        return end.get();
    }

    @Test
    void anInterruptBeforehandDoesNotCallTheEngine() {
        try (EndableRuns runs = new EndableRuns()) {
            Thread.currentThread().interrupt();

            assertThrows(
                    InterruptedException.class,
                    () -> runs.run(options -> {
                        throw new AssertionError("was called");
                    }));
        }
    }

    private static Class<?> endOf(Callable<?> call) {
        try {
            return call.call().getClass();
        } catch (Exception e) { // as Callable declares it
            return e.getClass();
        }
    }

    /** Returns when the thread is in a run of the engine; that it stays there, the graph sees to. */
    private static void awaitTheEngine(Thread caller) {
        boolean there = false;
        while (!there) {
            StackTraceElement[] stack = caller.getStackTrace();
            there = stack.length > 0
                    && stack[0].isNativeMethod()
                    && stack[0].getClassName().equals("ai.onnxruntime.OrtSession")
                    && stack[0].getMethodName().equals("run");
            Thread.onSpinWait();
        }
    }
}
