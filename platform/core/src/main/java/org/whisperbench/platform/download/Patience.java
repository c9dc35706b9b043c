package org.whisperbench.platform.download;

import java.time.Duration;

/**
 * How downloads wait, and how long they put up with a server that sends hardly anything.
 *
 * @param waiting waits
 * @param window in such a time
 * @param leastBytes so much must come over a connection, else it is given up for another
 */
record Patience(Backoff.Waiting waiting, Duration window, long leastBytes) {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final long LEAST_BYTES = 1 << 15;

    /** Really waits, and wants 32 KiB in 30 seconds: about 1 KiB a second. */
    static Patience usual() {
        return new Patience(time -> Thread.sleep(time.toMillis()), WINDOW, LEAST_BYTES);
    }
}
