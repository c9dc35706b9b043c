package org.whisperbench.platform.hardware;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What happened on the machine during a time, beside what was measured. Nothing is estimated: what cannot be read here is
 * empty.
 *
 * @param otherLoad share of all processors that other programs used, from 0 to 1
 * @param throttles how often the processor was slowed down by heat or power, or this process by its quota
 * @param joules energy of all processor packages together, other programs included, by RAPL
 * @param clock mean clock of the processors at its end divided by that at its beginning, as the kernel's cpufreq tells it
 */
public record Disturbance(
        OptionalDouble otherLoad, OptionalLong throttles, OptionalDouble joules, OptionalDouble clock) {

    /** Nothing could be read. */
    public static final Disturbance UNKNOWN = new Disturbance(
            OptionalDouble.empty(), OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /** Above this share of all processors other programs make a measurement doubtful. */
    public static final double BUSY = 0.1;

    /** A clock that is by more than this lower at the end was slowed down; one that work made faster is as it should be. */
    public static final double SLOWED = 0.1;

    /**
     * Returns whether other programs used more than {@link #BUSY} of the processors.
     *
     * @return false also where nobody can know
     */
    public boolean busy() {
        return otherLoad.orElse(0) > BUSY;
    }

    /**
     * Returns whether the processor was slowed down, by its own count or by its clock.
     *
     * @return false also where nobody can know
     */
    public boolean throttled() {
        return throttles.orElse(0) > 0 || clock.orElse(1) < 1 - SLOWED;
    }
}
