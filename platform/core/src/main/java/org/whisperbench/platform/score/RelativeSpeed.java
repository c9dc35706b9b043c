package org.whisperbench.platform.score;

import java.util.Optional;

/**
 * How many times as fast something is as a baseline.
 *
 * @param ratio mean time of the baseline divided by the mean time; above 1 is faster than the baseline
 * @param deviation standard deviation of the ratio, propagated from those of the two times, which are taken to be
 *     independent: ratio times the root of (sA/mA)² + (sB/mB)²
 */
public record RelativeSpeed(double ratio, double deviation) {

    /**
     * Compares times. Formula and independence as in {@code src/benchmark/relative_speed.rs} of sharkdp/hyperfine.
     *
     * @param baseline times of the baseline
     * @param other times of what is compared with it, for the same work
     * @return the relative speed; empty if either was run only once or took no time, so that its error is unknown
     */
    public static Optional<RelativeSpeed> of(RunStatistics baseline, RunStatistics other) {
        if (Math.min(baseline.count(), other.count()) < 2
                || Math.min(baseline.meanSeconds(), other.meanSeconds()) <= 0) {
            return Optional.empty();
        }
        double ratio = baseline.meanSeconds() / other.meanSeconds();
        return Optional.of(
                new RelativeSpeed(ratio, ratio * Math.hypot(relativeDeviation(baseline), relativeDeviation(other))));
    }

    private static double relativeDeviation(RunStatistics times) {
        return times.standardDeviationSeconds().orElseThrow() / times.meanSeconds();
    }
}
