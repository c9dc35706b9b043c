package org.whisperbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    @Test
    void mediansRangesAndRatiosAreShown() {
        List<WindowRun> ours = List.of(
                new WindowRun(0.01, 0.1, 0.2, 0.31, List.of(5, 6)),
                new WindowRun(0.02, 0.2, 0.4, 0.62, List.of(5, 6)),
                new WindowRun(0.03, 0.9, 0.6, 1.53, List.of(5, 6)));
        List<WindowRun> theirs = List.of(
                new WindowRun(0.04, 0.1, 0.8, 0.94, List.of(5, 7)),
                new WindowRun(0.04, 0.1, 0.8, 0.94, List.of(5, 7)),
                new WindowRun(0.04, 0.1, 0.8, 0.94, List.of(5, 7)));

        assertEquals(
                List.of(
                        "ms, median of 3   embedded      range  transformers      range  ratio",
                        "features of 30 s      20.0  10.0-30.0          40.0  40.0-40.0   2.00",
                        "encode 30 s            200    100-900           100    100-100   0.50"),
                SideBySide.of(ours, theirs).lines().subList(0, 3));
        assertEquals(
                "tokens: 2 and 2, the first 1 agree",
                SideBySide.of(ours, theirs).lines().get(5));
    }

    @Test
    void peersLineIsFourTimesAndTheTokens() {
        WindowRun run = WindowRun.parse("1000000 2000000000 500000000 2501000000 7 8\n");

        assertEquals(new WindowRun(0.001, 2, 0.5, 2.501, List.of(7, 8)), run);
        assertEquals(0.25, run.secondsPerToken());
    }

    @Test
    void lineWithoutTimesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> WindowRun.parse("1 2 3"));
    }

    @Test
    void windowWithoutTokensHasATimePerToken() {
        assertEquals(0.5, new WindowRun(0, 0, 0.5, 0.5, List.of()).secondsPerToken());
    }
}
