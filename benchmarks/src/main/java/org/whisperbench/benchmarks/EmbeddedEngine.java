package org.whisperbench.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.audio.DecodedAudio;

/** The embedded backend as anybody finds it: on the class path, through its interface only. */
final class EmbeddedEngine {

    private static final TranscribeOptions PLAIN = new TranscribeOptions(
            TranscribeOptions.AUTO, TranscribeOptions.Task.TRANSCRIBE, false, Duration.ZERO, Map.of());

    private EmbeddedEngine() {}

    /**
     * Loads a model.
     *
     * @param folder in the layout of onnx-community
     * @param precision such as {@code fp32}
     * @param threads how many compute
     * @return the model; the caller closes it
     * @throws InterruptedException if the thread was interrupted
     */
    static SpeechModel load(Path folder, String precision, int threads) throws InterruptedException {
        return load(backend(), folder, precision, threads);
    }

    /** Loads a model by a backend, which may be isolated. */
    static SpeechModel load(WhisperBackend backend, Path folder, String precision, int threads)
            throws InterruptedException {
        Path place = folder.toAbsolutePath();
        ModelDescriptor model = backend.describe(place + "#" + precision)
                .orElseThrow(() -> new IllegalStateException("no model of precision " + precision + " in " + folder));
        LoadOptions options = LoadOptions.defaults().withThreads(threads);
        return backend.load(new ResolvedModel(model, place), options, Progress.none());
    }

    /** Transcribes a window greedily and without timestamps, and tells what it took. */
    static WindowRun transcribe(SpeechModel model, DecodedAudio audio) throws InterruptedException {
        long start = System.nanoTime();
        return WindowRun.of(model.transcribe(audio, PLAIN, Progress.none()), System.nanoTime() - start);
    }

    /** Finds it. */
    static WhisperBackend backend() {
        return ServiceLoader.load(WhisperBackend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(backend -> backend.info().id().equals("onnx"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("backend 'onnx' is not on the class path"));
    }
}
