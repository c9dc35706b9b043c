package org.whisperbench.platform.download;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that hardly anything comes over a connection any more although it is not silent, which a limit of reading alone
 * would not: another connection may be better.
 */
final class FlowWatch {

    private final long windowNanos;
    private final long leastBytes;
    private final LongSupplier nanoTime;
    private long windowStart;
    private long windowBytes;

    FlowWatch(Duration window, long leastBytes, LongSupplier nanoTime) {
        this.windowNanos = window.toNanos();
        this.leastBytes = leastBytes;
        this.nanoTime = nanoTime;
        this.windowStart = nanoTime.getAsLong();
    }

    /** Notes that bytes came. */
    void passed(int bytes) throws IOException {
        windowBytes += bytes;
        long now = nanoTime.getAsLong();
        if (now - windowStart < windowNanos) {
            return;
        }
        if (windowBytes < leastBytes) {
            throw new IOException("only %d bytes came in %.1f s"
                    .formatted(windowBytes, Duration.ofNanos(now - windowStart).toMillis() / 1e3));
        }
        windowStart = now;
        windowBytes = 0;
    }
}
