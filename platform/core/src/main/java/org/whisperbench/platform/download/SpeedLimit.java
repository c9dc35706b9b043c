package org.whisperbench.platform.download;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets so many bytes through in a second, over all connections together. */
final class SpeedLimit {

    private static final double NANOS = 1e9;
    /** More than there ever are at once, so that a share is no more than each gets. */
    private static final long CONNECTIONS = 64;

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private final Backoff.Waiting waiting;
    private double freeAtNanos;

    /** A limit; 0 bytes a second stand for none. */
    SpeedLimit(long bytesPerSecond, LongSupplier nanoTime, Backoff.Waiting waiting) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.waiting = waiting;
        this.freeAtNanos = nanoTime.getAsLong();
    }

    /** What has to come over one of many connections in a time, if so much would without a limit. */
    long share(long bytes, Duration time) {
        long allowed = bytesPerSecond * time.toMillis() / 1000 / CONNECTIONS;
        return bytesPerSecond == 0 ? bytes : Math.min(bytes, allowed);
    }

    /** Waits until the bytes that just came are paid for. */
    void passed(int bytes) throws InterruptedException {
        if (bytesPerSecond == 0) {
            return;
        }
        double wait;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            freeAtNanos = Math.max(freeAtNanos, (double) now) + bytes * NANOS / bytesPerSecond;
            wait = freeAtNanos - now;
        }
        waiting.pause(Duration.ofNanos((long) wait));
    }
}
