package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final RunStatistics FAST = RunStatistics.of(1.00, 1.01, 0.99, 1.00, 1.00);
    private static final RunStatistics FAST_TOO = RunStatistics.of(1.01, 1.00, 1.00, 1.01, 0.99);
    private static final RunStatistics SLOW = RunStatistics.of(2.00, 2.01, 1.99, 2.00, 2.00);
    private static final RunStatistics NOISY = RunStatistics.of(0.5, 3.0, 1.0, 2.5, 1.5);
    private static final RunStatistics ONCE = RunStatistics.of(1.5);

    @Test
    void nothingHasNoStandings() {
        assertEquals(List.of(), Standing.bySpeed(List.of()));
    }

    @Test
    void aloneIsFirst() {
        assertEquals("1", texts(ONCE));
    }

    @Test
    void ranksAreShownWhereIntervalsSeparate() {
        assertEquals("2 | 1", texts(SLOW, FAST));
        assertTrue(Standing.bySpeed(List.of(SLOW, FAST)).stream().allMatch(Standing::isShown));
    }

    @Test
    void equalsShareTheirRanks() {
        assertEquals("1-2, no difference shown | 3 | 1-2, no difference shown", texts(FAST, SLOW, FAST_TOO));
    }

    @Test
    void noiseSharesTheRanksItReaches() {
        assertEquals(
                "1-2, no difference shown | 2-3, no difference shown | 1-3, no difference shown",
                texts(FAST, SLOW, NOISY));
    }

    @Test
    void oneRunTellsNothing() {
        assertEquals(
                "1-2, no difference shown | 1-3, no difference shown | 2-3, no difference shown",
                texts(FAST, ONCE, SLOW));
        assertFalse(Standing.bySpeed(List.of(ONCE, FAST)).get(0).isShown());
    }

    @Test
    void equalFakesAreRarelyToldApart() {
        Random random = new Random(11);
        long claims = IntStream.range(0, 200)
                .filter(i -> Standing.bySpeed(List.of(fake(random), fake(random)))
                        .get(0)
                        .isShown())
                .count();

        assertTrue(claims <= 10, "claims: " + claims);
    }

    @Test
    void crossedRanksAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Standing(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Standing(0, 1));
    }

    @Test
    void theRelativeSpeedCarriesTheErrorsOfBoth() {
        RelativeSpeed relative = RelativeSpeed.of(RunStatistics.of(9, 11), RunStatistics.of(4, 6))
                .orElseThrow();

        // deviations are the root of 2: sqrt(2/100 + 2/25) = sqrt(0.1)
        assertEquals(2, relative.ratio(), 1e-15);
        assertEquals(2 * Math.sqrt(0.1), relative.deviation(), 1e-15);
    }

    @Test
    void theRelativeSpeedNeedsTwoRunsAndSomeTime() {
        assertTrue(RelativeSpeed.of(ONCE, FAST).isEmpty());
        assertTrue(RelativeSpeed.of(FAST, ONCE).isEmpty());
        assertTrue(RelativeSpeed.of(FAST, RunStatistics.of(0, 0)).isEmpty());
        assertEquals(1, RelativeSpeed.of(FAST, FAST).orElseThrow().ratio());
    }

    /** Five runs with jitter of a tenth, now and then one disturbed. */
    private static RunStatistics fake(Random random) {
        return RunStatistics.of(IntStream.range(0, 5)
                .mapToDouble(i -> 1 + 0.1 * Math.abs(random.nextGaussian()) + (random.nextInt(20) == 0 ? 0.5 : 0))
                .toArray());
    }

    private static String texts(RunStatistics... times) {
        return Standing.bySpeed(List.of(times)).stream().map(Standing::text).collect(Collectors.joining(" | "));
    }
}
