package org.whisperbench.platform.score;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.interval.NormalConfidenceInterval;

/**
 * What repeated runs of the same work took.
 *
 * @param count how many runs, at least 1
 * @param meanSeconds their arithmetic mean
 * @param medianSeconds the middle one, or the mean of the middle two
 * @param minSeconds the shortest
 * @param maxSeconds the longest
 * @param p90Seconds nine tenths of the runs were not longer: linear between the two runs next to rank 0.9 (n - 1),
 *     method 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
 *     (1996)
 * @param squaredDeviations sum of the squared differences from the mean, in seconds squared; 0 for one run
 * @param outlierRuns numbers of the runs, the first is 1, that are farther than {@link #OUTLIER_THRESHOLD} median
 *     absolute deviations from the median
 */
public record RunStatistics(
        int count,
        double meanSeconds,
        double medianSeconds,
        double minSeconds,
        double maxSeconds,
        double p90Seconds,
        double squaredDeviations,
        List<Integer> outlierRuns) {

    /**
     * Modified Z-score |x - median| / MAD beyond which a run is an outlier: ten standard deviations, of which the MAD of
     * normal times is 1 / 1.4826.
     *
     * <p>Source: B. Iglewicz, D. Hoaglin, "How to detect and handle outliers", ASQC 1993; threshold and the replacement
     * for a MAD of 0 as in {@code src/outlier_detection.rs} of sharkdp/hyperfine.
     */
    public static final double OUTLIER_THRESHOLD = 1.4826 * 10;

    private static final double TENTHS_9 = 0.9;
    private static final Quantile LINEAR = Quantile.withDefaults().with(EstimationMethod.HF7);

    /**
     * Validates the numbers and copies the list.
     *
     * @throws IllegalArgumentException if there is no run
     */
    public RunStatistics {
        if (count < 1) {
            throw new IllegalArgumentException("statistics need at least one run, got " + count);
        }
        outlierRuns = List.copyOf(outlierRuns);
    }

    /**
     * Summarizes times.
     *
     * @param seconds one time for each run, finite and at least 0, in the order of the runs; not changed
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
                median(seconds),
                all.getAsDouble(Statistic.MIN),
                all.getAsDouble(Statistic.MAX),
                LINEAR.evaluate(seconds.clone(), TENTHS_9),
                seconds.length < 2 ? 0 : all.getAsDouble(Statistic.VARIANCE) * (seconds.length - 1),
                outliers(seconds));
    }

    private static double median(double[] values) {
        return Median.withDefaults().evaluate(values.clone());
    }

    private static List<Integer> outliers(double[] seconds) {
        double median = median(seconds);
        double[] deviations =
                Arrays.stream(seconds).map(time -> Math.abs(time - median)).toArray();
        double scale = Math.max(median(deviations), Math.ulp(1.0));
        return IntStream.range(0, seconds.length)
                .filter(i -> deviations[i] / scale > OUTLIER_THRESHOLD)
                .mapToObj(i -> i + 1)
                .toList();
    }

    /**
     * Returns the sample standard deviation: the root of the squared deviations divided by the runs less one.
     *
     * @return in seconds; empty for one run, which says nothing about how runs differ
     */
    public OptionalDouble standardDeviationSeconds() {
        return count == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squaredDeviations / (count - 1)));
    }

    /**
     * Returns the interval of the mean at level 0.95.
     *
     * @return in seconds; empty for one run
     * @see #meanInterval(double)
     */
    public Optional<Interval> meanInterval() {
        return meanInterval(Interval.LEVEL);
    }

    /**
     * Returns the interval of the mean by Student's t distribution: mean plus and minus t s / sqrt(n). It takes the runs
     * to be independent and about normal.
     *
     * @param level between 0 and 1, such as {@link Interval#LEVEL}
     * @return in seconds; empty for one run
     * @throws IllegalArgumentException if the level is not between 0 and 1
     */
    public Optional<Interval> meanInterval(double level) {
        Interval.checkLevel(level);
        if (count == 1) {
            return Optional.empty();
        }
        if (squaredDeviations == 0) {
            return Optional.of(new Interval(meanSeconds, meanSeconds, level));
        }
        var ends = NormalConfidenceInterval.MEAN.fromErrorRate(
                meanSeconds, squaredDeviations / (count - 1), count, 1 - level);
        return Optional.of(new Interval(ends.getLowerBound(), ends.getUpperBound(), level));
    }
}
