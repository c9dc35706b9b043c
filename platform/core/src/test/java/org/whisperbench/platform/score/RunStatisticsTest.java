package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatisticsTest {

    @Test
    void oneRunHasNoDeviation() {
        RunStatistics one = RunStatistics.of(1.5);

        assertEquals(new RunStatistics(1, 1.5, 1.5, 1.5, 1.5, 0), one);
        assertTrue(one.standardDeviationSeconds().isEmpty());
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
}
