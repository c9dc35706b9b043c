package org.whisperbench.backend.onnx;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/**
 * Whisper in ONNX Runtime. Any number of threads may call it: transcriptions wait for each other, and closing waits for
 * the one that runs.
 */
final class OnnxSpeechModel implements SpeechModel {

    private final ReentrantLock lock = new ReentrantLock();
    private final LoadedWhisper model;
    private final LoadedIdentity identity;
    private boolean closed;

    /**
     * Takes over a loaded model.
     *
     * @param model the model, closed by this
     * @param identity what was loaded
     */
    OnnxSpeechModel(LoadedWhisper model, LoadedIdentity identity) {
        this.model = model;
        this.identity = identity;
    }

    @Override
    public LoadedIdentity identity() {
        return identity;
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new BackendException(
                        ErrorKind.BACKEND_UNAVAILABLE, "model '" + identity.model() + "' is closed; load it again");
            }
            Interruption.check();
            return new WindowedTranscriber(model, audio, options, progress).run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        FeatureEncoder encoder = new OnnxFeatures(model, lock);
        return kind.isInstance(encoder) ? Optional.of(kind.cast(encoder)) : Optional.empty();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                model.sessions().close();
            }
        } finally {
            lock.unlock();
        }
    }
}
