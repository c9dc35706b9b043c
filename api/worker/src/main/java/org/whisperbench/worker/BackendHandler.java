package org.whisperbench.worker;

import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;

/** Serves a backend's models, one at a time. One thread uses it. */
final class BackendHandler implements WorkerHandler {

    private final String provider;
    private final BackendContent content;
    private @Nullable WhisperBackend backend;
    private @Nullable SpeechModel model;

    BackendHandler(String provider, BackendContent content) {
        this.provider = provider;
        this.content = content;
    }

    @Override
    public WorkerHello initialize() {
        WhisperBackend made = make();
        backend = made;
        BackendInfo info = made.info();
        String version =
                made.availability() instanceof Availability.Available available ? available.engineVersion() : "unknown";
        Map<String, String> details =
                Map.of("backend", info.id(), "java", Runtime.version().toString());
        return new WorkerHello(WorkerHello.PROTOCOL, info.engine(), version, details);
    }

    private WhisperBackend make() {
        try {
            BackendLoader loader = new BackendLoader(content);
            // A process with one backend in it: libraries that ask the thread find the backend's classes, as in any
            // program whose class path this is.
            Thread.currentThread().setContextClassLoader(loader);
            return loader.loadClass(provider)
                    .asSubclass(WhisperBackend.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | MalformedURLException e) {
            throw new WorkerException(
                    WorkerErrorKind.ENGINE_MISSING,
                    "backend class '" + provider + "' cannot be made in a process of its own: " + e
                            + "; install the backend again");
        }
    }

    @Override
    public LoadedIdentity load(ResolvedModel resolved, LoadOptions options, Progress progress)
            throws InterruptedException {
        unload();
        SpeechModel loaded =
                Objects.requireNonNull(backend, "initialize comes first").load(resolved, options, progress);
        model = loaded;
        return loaded.identity();
    }

    @Override
    public Transcription transcribe(Path wav, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        try (WavAudio audio = WavAudio.open(wav)) {
            return loaded().transcribe(audio, options, progress);
        }
    }

    @Override
    public void features(Path wav, Path file) throws InterruptedException {
        FeatureEncoder encoder = loaded().ability(FeatureEncoder.class)
                .orElseThrow(() ->
                        new WorkerException(WorkerErrorKind.UNSUPPORTED, "this engine does not show its features"));
        try (WavAudio audio = WavAudio.open(wav)) {
            encoder.encodeFeatures(audio, file);
        }
    }

    @Override
    public @Nullable Object ability(String kind, String method, List<?> arguments) throws InterruptedException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return new AbilityCall(loader, kind).answer(loaded(), method, arguments);
    }

    private SpeechModel loaded() {
        return Objects.requireNonNull(model, "no model is loaded");
    }

    @Override
    public void unload() {
        SpeechModel old = model;
        model = null;
        if (old != null) {
            old.close();
        }
    }
}
