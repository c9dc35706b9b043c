package org.whisperbench.backend.onnx;

import java.util.concurrent.locks.ReentrantLock;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/**
 * A loaded model that any number of threads may call: transcriptions wait for each other, and closing waits for the one that
 * runs.
 */
abstract sealed class LockedModel implements SpeechModel permits OnnxSpeechModel, TdtSpeechModel {

    private final ReentrantLock lock = new ReentrantLock();
    private final LoadedIdentity identity;
    private boolean closed;

    LockedModel(LoadedIdentity identity) {
        this.identity = identity;
    }

    /** Transcribes, while nobody else does. */
    abstract Transcription heard(Audio audio, TranscribeOptions options, Progress progress) throws InterruptedException;

    /** Frees what the model holds; called once, while nobody uses it. */
    abstract void free();

    /**
     * Waits until nobody else uses the model; who took it calls {@link #leave}.
     *
     * @throws BackendException if it is closed ({@link ErrorKind#BACKEND_UNAVAILABLE})
     * @throws InterruptedException if the thread was interrupted
     */
    final void take() throws InterruptedException {
        lock.lockInterruptibly();
        if (closed) {
            lock.unlock();
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE, "model '" + identity.model() + "' is closed; load it again");
        }
    }

    /** Lets others use the model. */
    final void leave() {
        lock.unlock();
    }

    @Override
    public final LoadedIdentity identity() {
        return identity;
    }

    @Override
    public final Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        take();
        try {
            Interruption.check();
            return heard(audio, options, progress);
        } finally {
            leave();
        }
    }

    @Override
    public final void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                free();
            }
        } finally {
            lock.unlock();
        }
    }
}
