package org.whisperbench.worker;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param stall how long the worker may be silent; it sends a heartbeat while it is busy, so silence means that the whole
 *     process hangs
 * @param total how long the call may take in all
 */
public record CallLimits(Duration stall, Duration total) {

    /** Refuses limits that are not positive. */
    public CallLimits {
        if (stall.isNegative() || stall.isZero() || total.isNegative() || total.isZero()) {
            throw new IllegalArgumentException("limits of " + stall + " and " + total + " are not both positive");
        }
    }
}
