package org.whisperbench.platform.bench;

import java.time.Duration;

/** The clock that measures. */
interface RunClock {

    /** A monotonic time in nanoseconds, from any origin. */
    long nanoTime();

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException;

    /** The machine's own. */
    static RunClock system() {
        return new RunClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time.toMillis());
            }
        };
    }
}
