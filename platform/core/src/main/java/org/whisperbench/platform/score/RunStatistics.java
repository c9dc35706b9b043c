package org.whisperbench.platform.score;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Statistic;

/**
 * What repeated runs of the same work took.
 *
 * @param count how many runs, at least 1
 * @param meanSeconds their arithmetic mean
 * @param medianSeconds the middle one, or the mean of the middle two
 * @param minSeconds the shortest
 * @param maxSeconds the longest
 * @param squaredDeviations sum of the squared differences from the mean, in seconds squared; 0 for one run
 */
public record RunStatistics(
        int count,
        double meanSeconds,
        double medianSeconds,
        double minSeconds,
        double maxSeconds,
        double squaredDeviations) {

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if there is no run
     */
    public RunStatistics {
        if (count < 1) {
            throw new IllegalArgumentException("statistics need at least one run, got " + count);
        }
    }

    /**
     * Summarizes times.
     *
     * @param seconds one time for each run, finite and at least 0, in any order; not changed
     * @return the summary
     * @throws IllegalArgumentException if there is no time, or one that is negative or not finite
     */
    public static RunStatistics of(double... seconds) {
        double[] unusable = Arrays.stream(seconds)
                .filter(time -> !Double.isFinite(time) || time < 0)
                .toArray();
        if (unusable.length > 0) {
            throw new IllegalArgumentException(
                    unusable.length + " of " + seconds.length + " times are no times, such as " + unusable[0]);
        }
        DoubleStatistics all = DoubleStatistics.of(
                EnumSet.of(Statistic.MEAN, Statistic.VARIANCE, Statistic.MIN, Statistic.MAX), seconds);
        return new RunStatistics(
                seconds.length,
                all.getAsDouble(Statistic.MEAN),
                Median.withDefaults().evaluate(seconds.clone()),
                all.getAsDouble(Statistic.MIN),
                all.getAsDouble(Statistic.MAX),
                seconds.length < 2 ? 0 : all.getAsDouble(Statistic.VARIANCE) * (seconds.length - 1));
    }

    /**
     * Returns the sample standard deviation: the root of the squared deviations divided by the runs less one.
     *
     * @return in seconds; empty for one run, which says nothing about how runs differ
     */
    public OptionalDouble standardDeviationSeconds() {
        return count == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squaredDeviations / (count - 1)));
    }
}
