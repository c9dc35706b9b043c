package org.whisperbench.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowRunTest {

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
