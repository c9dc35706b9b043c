package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.score.WordErrors;

class ComparisonTest {

    private static final Double[] STEADY = {1.0, 1.01, 0.99, 1.0, 1.005};

    private static StoredResult.Row row(int wrongWords, Double... seconds) {
        WordErrors errors = new WordErrors(20 - wrongWords, wrongWords, 0, 0, 20);
        return new StoredResult.Row(
                "measured", "whisper", true, Arrays.asList(seconds), Collections.nCopies(8, errors));
    }

    private static StoredResult result(String machine, String audio, Map<String, StoredResult.Row> rows) {
        return new StoredResult(Path.of("x.json"), "id", "now", machine, List.of(audio), List.of("basic"), 8, rows);
    }

    private static Comparison.Change compare(StoredResult.Row before, StoredResult.Row after, double gate) {
        return Comparison.of(result("m", "a", Map.of("b/m", before)), result("m", "a", Map.of("b/m", after)), gate)
                .changes()
                .get(0);
    }

    @Test
    void aSlowerTimeBeyondNoiseAndGateIsARegression() {
        Comparison.Change change = compare(row(0, STEADY), row(0, 1.2, 1.21, 1.19, 1.2, 1.205), 0.05);

        assertEquals(Comparison.Verdict.REGRESSION, change.time().verdict());
        assertEquals(Comparison.Verdict.NO_DIFFERENCE_SHOWN, change.wer().verdict());
        assertTrue(change.isRegression());
    }

    @Test
    void theGateAndTheNoiseExcuse() {
        assertFalse(compare(row(0, STEADY), row(0, 1.03, 1.031, 1.029, 1.03, 1.03), 0.05)
                .isRegression());
        assertFalse(
                compare(row(0, STEADY), row(0, 0.5, 2.5, 1.0, 1.4, 0.9), 0.05).isRegression());
        assertEquals(
                Comparison.Verdict.IMPROVEMENT,
                compare(row(0, STEADY), row(0, 0.5, 0.51, 0.49, 0.5, 0.5), 0.05)
                        .time()
                        .verdict());
    }

    @Test
    void moreWrongWordsAreARegression() {
        Comparison.Change change = compare(row(0, STEADY), row(1, STEADY), 0.05);

        assertEquals(Comparison.Verdict.REGRESSION, change.wer().verdict());
        assertEquals(0.05, change.wer().difference().orElseThrow().low(), 1e-9);
        assertEquals(
                Comparison.Verdict.IMPROVEMENT,
                compare(row(1, STEADY), row(0, STEADY), 0).wer().verdict());
    }

    @Test
    void whatNoLongerWorksIsARegression() {
        StoredResult.Row crashed = new StoredResult.Row("crashed", "whisper", false, List.of(), List.of());

        assertTrue(compare(row(0, STEADY), crashed, 0.05).isRegression());
        assertEquals("now crashed", compare(row(0, STEADY), crashed, 0.05).remark());
        assertFalse(compare(crashed, row(0, STEADY), 0.05).isRegression());
    }

    @Test
    void whatDoesNotCompareIsRefusedOrSaid() {
        StoredResult one = result("m", "a", Map.of("b/m", row(0, STEADY)));

        assertThrows(
                WhisperException.class,
                () -> Comparison.of(one, result("m", "other", Map.of("b/m", row(0, STEADY))), 0));
        Comparison elsewhere = Comparison.of(one, result("n", "a", Map.of("b/m", row(0, 9.0, 9.0))), 0);
        assertEquals(1, elsewhere.notes().size());
        assertTrue(elsewhere.isWell());
    }
}
