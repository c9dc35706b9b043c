package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatisticsTest {

    private static final String NORMAL = "'602.33269488 601.42195907 599.42472302 599.68706566 602.2948158 600.75813273"
            + " 598.9287612 599.03605259 598.84102554 601.10976285";

    @Test
    void oneRunHasNoDeviation() {
        RunStatistics one = RunStatistics.of(1.5);

        assertEquals(new RunStatistics(1, 1.5, 1.5, 1.5, 1.5, 1.5, 0, List.of()), one);
        assertTrue(one.standardDeviationSeconds().isEmpty());
        assertTrue(one.meanInterval(0.95).isEmpty());
    }

    @Test
    void equalRunsDeviateByZero() {
        assertEquals(0, RunStatistics.of(2, 2, 2).standardDeviationSeconds().orElseThrow());
    }

    @Test
    void theDeviationDividesByOneLessThanTheRuns() {
        RunStatistics runs = RunStatistics.of(2, 4, 4, 4, 5, 5, 7, 9);

        assertEquals(8, runs.count());
        assertEquals(5, runs.meanSeconds(), 1e-12);
        assertEquals(4.5, runs.medianSeconds());
        assertEquals(2, runs.minSeconds());
        assertEquals(9, runs.maxSeconds());
        assertEquals(Math.sqrt(32.0 / 7), runs.standardDeviationSeconds().orElseThrow(), 1e-12);
    }

    @Test
    void largeOffsetsDoNotSwallowTheDeviation() {
        double deviation = RunStatistics.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16)
                .standardDeviationSeconds()
                .orElseThrow();

        assertEquals(Math.sqrt(30), deviation, 1e-9);
    }

    @Test
    void theOrderOfTheRunsIsKept() {
        double[] seconds = {3, 1, 2};

        assertEquals(2, RunStatistics.of(seconds).medianSeconds());
        assertArrayEquals(new double[] {3, 1, 2}, seconds);
    }

    @Test
    void noRunsHaveNoStatistics() {
        assertThrows(IllegalArgumentException.class, RunStatistics::of);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e-9})
    void whatIsNoTimeIsRefused(double time) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> RunStatistics.of(1, time, 2));

        assertEquals("1 of 3 times are no times, such as " + time, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"'7', 7", "'1 2', 1.9", "'1 2 3 4 5 6 7 8 9 10', 9.1", "'3 1 2', 2.8", "'5 5 5', 5"})
    void theNinetiethPercentileIsLinearBetweenRuns(String seconds, double expected) {
        assertEquals(expected, RunStatistics.of(parse(seconds)).p90Seconds(), 1e-12);
    }

    /** The cases of hyperfine's own tests; it takes negative values too, so these are 10 or 600 more where it has some. */
    @ParameterizedTest
    @CsvSource({
        "'50', ''",
        "'1000 0', ''",
        "'9.8 10 10.2', ''",
        "'9.8 10 10.2 14', 4",
        "'0.5 0.30 0.29 0.31 0.30', 1",
        NORMAL + "', ''",
        NORMAL + " 620 100', '11 12'",
        "'10 10 10 10 10 10 10 100', 8",
        "'10 10 10 10 10 10 10 100 100', '8 9'",
        "'0 0 0', ''",
    })
    void outliersAreFarFromTheMedian(String seconds, String expected) {
        String found = RunStatistics.of(parse(seconds)).outlierRuns().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));

        assertEquals(expected, found);
    }

    @Test
    void theIntervalOfTheMeanIsStudents() {
        Interval interval =
                RunStatistics.of(2, 4, 4, 4, 5, 5, 7, 9).meanInterval(0.95).orElseThrow();

        // 2.3646 is the 97.5 % quantile of t with 7 degrees of freedom, in any table
        double half = 2.3646242515927 * Math.sqrt(32.0 / 7) / Math.sqrt(8);
        assertEquals(5 - half, interval.low(), 1e-9);
        assertEquals(5 + half, interval.high(), 1e-9);
        assertEquals(0.95, interval.level());
    }

    @Test
    void equalRunsHaveAnIntervalOfOnePoint() {
        assertEquals(
                new Interval(2, 2, 0.95),
                RunStatistics.of(2, 2, 2).meanInterval(0.95).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
    void aLevelIsBetweenZeroAndOne(double level) {
        RunStatistics runs = RunStatistics.of(1, 2);

        assertThrows(IllegalArgumentException.class, () -> runs.meanInterval(level));
    }

    /** 1000 samples of five normal times: about 950 of the intervals must hold the true mean. */
    @Test
    void intervalsHoldTheTrueMeanAsOftenAsTheySay() {
        Random random = new Random(7);
        int held = 0;
        for (int i = 0; i < 1000; i++) {
            double[] seconds =
                    random.doubles(5).map(u -> 10 + random.nextGaussian()).toArray();
            held += RunStatistics.of(seconds).meanInterval(0.95).orElseThrow().contains(10) ? 1 : 0;
        }

        assertTrue(held >= 929 && held <= 971, "held: " + held);
    }

    private static double[] parse(String seconds) {
        return Arrays.stream(seconds.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
