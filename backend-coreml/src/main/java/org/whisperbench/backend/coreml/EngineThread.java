package org.whisperbench.backend.coreml;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;

/**
 * The only thread that calls an engine which cannot be interrupted. Whoever waits for a call can be interrupted; then the
 * engine goes on alone, and the next call waits for it.
 */
final class EngineThread {

    private static final System.Logger LOG = System.getLogger(EngineThread.class.getName());
    /** As long as the platform waits for a bundle that stops. */
    private static final int PATIENCE_SECONDS = 5;

    private final String model;
    private final ExecutorService thread;

    EngineThread(String model) {
        this.model = model;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "whisper.cpp " + model);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Has a recording written down, and tells how far that is.
     *
     * @throws BackendException as {@link #call}
     */
    Transcription transcribe(Progress progress, Callable<Transcription> work) throws InterruptedException {
        requireNoInterrupt();
        progress.phase(Progress.Phase.DECODING);
        Transcription result = call(work);
        result.segments().forEach(progress::segment);
        progress.advance(Progress.Phase.DECODING, 1);
        // A call that was quicker than the interrupt has not noticed it.
        requireNoInterrupt();
        return result;
    }

    private static void requireNoInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /**
     * Calls the engine.
     *
     * @throws BackendException if it was closed or fails
     */
    <T> T call(Callable<T> work) throws InterruptedException {
        Future<T> future;
        try {
            future = thread.submit(work);
        } catch (RejectedExecutionException e) {
            throw closed();
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            // What has not begun need not begin.
            future.cancel(false);
            throw e;
        } catch (CancellationException e) {
            throw closed();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private BackendException closed() {
        return new BackendException(ErrorKind.BACKEND_UNAVAILABLE, "model '" + model + "' is closed; load it again");
    }

    private WhisperException failure(Throwable cause) {
        if (cause instanceof WhisperException known) {
            return known;
        }
        if (cause instanceof OutOfMemoryError) {
            return new BackendException(
                    ErrorKind.RESOURCES,
                    "memory does not suffice for model '" + model + "'; use a smaller one or shorter audio",
                    cause);
        }
        if (cause instanceof LinkageError) {
            return new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "the native library of whisper.cpp cannot be loaded: " + cause.getMessage()
                            + "; on Linux install 'libgomp1'",
                    cause);
        }
        return new BackendException(
                ErrorKind.EXTERNAL, "whisper.cpp failed with model '" + model + "': " + cause, cause);
    }

    /**
     * Waits some seconds for what runs, frees the engine, and ends. What takes longer frees the engine when it is done: nobody
     * can interrupt it. Further calls have no effect.
     */
    void close(Runnable freeing) {
        if (thread.isShutdown()) {
            return;
        }
        try {
            thread.execute(freeing);
        } catch (RejectedExecutionException e) {
            // Another thread closes it at this moment.
            return;
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "model ''{0}'' still computes; its memory is freed when that ends",
                        model);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
