package org.whisperbench.platform.isolate;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells when something has been idle for too long.
 *
 * @param clock runs what is to be done
 * @param idle how long is too long; zero is never
 */
record IdleClock(ScheduledExecutorService clock, Duration idle) {

    /** Does something when the time has passed, unless it is cancelled before. */
    Optional<Future<?>> after(Runnable work) {
        if (idle.isZero() || clock.isShutdown()) {
            return Optional.empty();
        }
        return Optional.of(clock.schedule(work, idle.toNanos(), TimeUnit.NANOSECONDS));
    }
}
