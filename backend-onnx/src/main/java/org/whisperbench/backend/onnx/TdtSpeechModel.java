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
 * Parakeet TDT in ONNX Runtime. Any number of threads may call it: transcriptions wait for each other, and closing waits for
 * the one that runs.
 */
final class TdtSpeechModel implements SpeechModel {

    private final ReentrantLock lock = new ReentrantLock();
    private final TdtModel model;
    private final LoadedIdentity identity;
    private boolean closed;

    TdtSpeechModel(TdtModel model, LoadedIdentity identity) {
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
            return new TdtTranscriber(model, audio, options, progress).run();
        } finally {
            lock.unlock();
        }
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
