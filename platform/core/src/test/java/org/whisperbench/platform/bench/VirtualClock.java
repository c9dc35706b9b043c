package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes only when it is told to. */
final class VirtualClock implements RunClock {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void pause(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void pass(double seconds) {
        nanos.addAndGet(Math.round(seconds * 1e9));
    }
}
