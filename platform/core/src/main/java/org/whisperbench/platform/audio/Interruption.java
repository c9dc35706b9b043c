package org.whisperbench.platform.audio;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** A channel's way to say that its thread was interrupted, as the exception that says so everywhere else. */
final class Interruption {

    private Interruption() {}

    /** Clears the thread's flag, as whoever throws {@link InterruptedException} does. */
    static InterruptedException of(ClosedByInterruptException cause) {
        InterruptedException interrupted = new InterruptedException("interrupted while decoding");
        interrupted.initCause(cause);
        Thread.interrupted();
        return interrupted;
    }

    /** For whoever may throw input's exceptions only: the thread keeps its flag, since a library may swallow the exception. */
    static InterruptedIOException whileReading(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted = new InterruptedIOException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }

    static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while decoding");
        }
    }
}
