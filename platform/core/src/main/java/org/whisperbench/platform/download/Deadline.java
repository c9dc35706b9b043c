package org.whisperbench.platform.download;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** When a model's download is to be over. */
final class Deadline {

    private final Duration limit;
    private final LongSupplier nanoTime;
    private final long start;

    Deadline(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Fails once the time is over. */
    void check() throws IOException {
        if (left().isNegative()) {
            throw new Backoff.Final(
                    "it took longer than %d s; give more with '--timeout'".formatted(limit.toSeconds()));
        }
    }

    /** Fails if waiting would take longer than there is time. */
    void requireTimeFor(Duration wait, IOException failure) throws IOException {
        if (left().compareTo(wait) < 0) {
            throw new Backoff.Final(
                    "%s, and it may not take longer than %d s; give more with '--timeout'"
                            .formatted(Failures.reason(failure), limit.toSeconds()),
                    failure);
        }
    }

    /** So long, or as long as there is time if that is less. */
    Duration atMost(Duration time) {
        Duration left = left();
        return left.compareTo(time) < 0 ? left : time;
    }

    private Duration left() {
        return limit.isZero() ? Duration.ofDays(1) : limit.minusNanos(nanoTime.getAsLong() - start);
    }
}
