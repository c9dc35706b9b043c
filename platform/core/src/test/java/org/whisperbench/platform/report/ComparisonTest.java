package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.score.WordErrors;

class ComparisonTest {

    private static final StoredResult.Engine ENGINE = engine("1.0", "a", Map.of("beam", "1", "threads", "2"));
    private static final Double[] STEADY = {1.0, 1.01, 0.99, 1.0, 1.005};

    private static StoredResult.Engine engine(String version, String sha256, Map<String, String> conditions) {
        return new StoredResult.Engine("whisper", version, conditions, Map.of("model.onnx", sha256));
    }

    private static StoredResult.Row with(StoredResult.Row row, StoredResult.Engine engine) {
        return new StoredResult.Row(
                row.outcome(), engine, row.invalid(), row.runSeconds(), row.disturbed(), row.files());
    }

    private static StoredResult.Row row(int wrongWords, Double... seconds) {
        WordErrors errors = new WordErrors(20 - wrongWords, wrongWords, 0, 0, 20);
        return row(
                IntStream.range(0, 8)
                        .mapToObj(place -> new StoredResult.Heard(place + ".wav", "one two", errors, ""))
                        .toList(),
                seconds);
    }

    private static StoredResult.Row row(List<StoredResult.Heard> files, Double... seconds) {
        return new StoredResult.Row("measured", ENGINE, List.of(), Arrays.asList(seconds), 0, files);
    }

    /** As it is stored: no errors, and its seconds are in no run. */
    private static StoredResult.Row failing(int wrongWords, List<Integer> places, Double... seconds) {
        List<StoredResult.Heard> files = new ArrayList<>(row(wrongWords).files());
        for (int place : places) {
            files.set(place, new StoredResult.Heard(place + ".wav", "one two", WordErrors.EMPTY, "too short"));
        }
        return row(files, seconds);
    }

    private static StoredResult result(String machine, String audio, Map<String, StoredResult.Row> rows) {
        return result(new StoredResult.Host(machine, "Java 17"), audio, rows);
    }

    private static StoredResult result(StoredResult.Host host, String audio, Map<String, StoredResult.Row> rows) {
        return new StoredResult(Path.of("x.json"), "id", "now", host, List.of(audio), List.of("basic"), 8, rows);
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
        StoredResult.Row crashed = new StoredResult.Row("crashed", ENGINE, List.of(), List.of(), 0, List.of());

        assertTrue(compare(row(0, STEADY), crashed, 0.05).isRegression());
        assertEquals("now crashed", compare(row(0, STEADY), crashed, 0.05).remark());
        assertEquals(
                Comparison.Quantity.NONE, compare(row(0, STEADY), crashed, 0.05).time(), "no number of a failure");
        assertTrue(new JsonReports()
                .write(compare(row(0, STEADY), crashed, 0.05).wer())
                .replaceAll("\\s", "")
                .startsWith("{\"before\":null,\"after\":null,"));
        assertFalse(compare(crashed, row(0, STEADY), 0.05).isRegression());
    }

    @Test
    void whatIsNoLongerValidIsARegressionHoweverFast() {
        StoredResult.Row fast = row(0, 0.2, 0.21, 0.19, 0.2, 0.205);
        StoredResult.Row loops = new StoredResult.Row(
                "measured", ENGINE, List.of("repeats itself in 'x'"), fast.runSeconds(), 0, fast.files());

        Comparison.Change change = compare(row(0, STEADY), loops, 0.05);

        assertTrue(change.isRegression());
        assertEquals(List.of("repeats itself in 'x'"), change.newlyInvalid());
        assertEquals(Comparison.Verdict.NOT_COMPARED, change.time().verdict());
        assertFalse(compare(loops, loops, 0.05).isRegression());
        assertFalse(compare(loops, row(0, STEADY), 0.05).isRegression());
    }

    @Test
    void timesUnderOtherConditionsAreNotCompared() {
        StoredResult.Row other = with(
                row(0, 0.2, 0.21, 0.19), engine("1.0", "a", Map.of("beam", "5", "threads", "8", "temperature", "0.8")));

        Comparison.Change change = compare(row(0, STEADY), other, 0.05);

        assertEquals(Comparison.Verdict.NOT_COMPARED, change.time().verdict());
        assertTrue(change.remark().startsWith("time not compared, since it worked under other conditions: "));
        assertTrue(change.remark().contains("beam 5, not 1"), change.remark());
        assertTrue(change.remark().contains("threads 8, not 2"), change.remark());
        assertEquals(Comparison.Verdict.NO_DIFFERENCE_SHOWN, change.wer().verdict());
    }

    @Test
    void otherFilesVersionsAndDisturbedRunsAreNoted() {
        StoredResult.Row before = row(0, STEADY);
        StoredResult.Row after = new StoredResult.Row(
                "measured", engine("2.0", "b", ENGINE.conditions()), List.of(), before.runSeconds(), 2, before.files());

        Comparison.Change change = compare(before, after, 0.05);

        assertEquals(Comparison.Verdict.NO_DIFFERENCE_SHOWN, change.time().verdict());
        assertEquals(
                "engine version 1.0, then 2.0; the files of the model are not the same; disturbed were 0 of 5 runs before and 2"
                        + " of 5 after",
                change.remark());
    }

    private static StoredResult.Row disturbed(int marked, Double... seconds) {
        StoredResult.Row quiet = row(0, seconds);
        return new StoredResult.Row("measured", ENGINE, List.of(), quiet.runSeconds(), marked, quiet.files());
    }

    /** One engine measured twice while something else used the machine more the second time. */
    @Test
    void twoMeasurementsOfTheSameThatWereDisturbedAreNoRegression() {
        Double[] later = {1.31, 1.30, 1.32, 1.29, 1.31};

        Comparison.Change change = compare(disturbed(5, STEADY), disturbed(5, later), 0.05);

        assertFalse(change.isRegression());
        assertEquals(Comparison.Verdict.NOT_COMPARED, change.time().verdict());
        assertEquals("time not compared, since disturbed were 5 of 5 runs before and 5 of 5 after", change.remark());
        assertFalse(compare(disturbed(0, STEADY), disturbed(3, later), 0.05).isRegression(), "one side is enough");
        assertFalse(compare(disturbed(3, STEADY), disturbed(0, later), 0.05).isRegression(), "whichever it is");
        assertTrue(compare(disturbed(2, STEADY), disturbed(2, later), 0.05).isRegression(), "a few runs are noted");
    }

    @Test
    void aModelOfWhichNoTimeIsComparedIsNamed() {
        Map<String, StoredResult.Row> two = Map.of("b/m", row(0, STEADY), "c/m", row(0, STEADY));
        Map<String, StoredResult.Row> later = Map.of("b/m", row(0, STEADY), "c/m", row(0, 1.0), "d/m", row(0, 1.0));

        Comparison comparison = Comparison.of(result("m", "a", two), result("m", "a", later), 0.05);

        assertTrue(comparison.isWell());
        assertTrue(comparison.isCompared(), "error rates are");
        assertEquals(List.of("c/m"), comparison.untimed(), "one that is new has nothing to be compared with");
        assertEquals(
                2,
                Comparison.of(result("m", "a", two), result("n", "a", later), 0.05)
                        .untimed()
                        .size());
        Comparison errors =
                Comparison.of(result("m", "a", two), result("n", "a", later), 0.05, Comparison.Scope.ERRORS);
        assertEquals(List.of(), errors.untimed());
        assertEquals(List.of("times are not compared: error rates were asked for"), errors.notes());
        assertEquals(
                Comparison.Verdict.NOT_COMPARED, errors.changes().get(0).time().verdict());
    }

    @Test
    void anotherDeviceOrProcessIsAnotherConditionAndAnotherJavaIsNoted() {
        StoredResult.Row there =
                with(row(0, 0.2, 0.21, 0.19), engine("1.0", "a", Map.of("device", "cuda", "process", "the host's")));
        StoredResult.Row here = with(row(0, STEADY), engine("1.0", "a", Map.of("device", "cpu", "process", "its own")));

        Comparison.Change change = compare(here, there, 0.05);

        assertEquals(Comparison.Verdict.NOT_COMPARED, change.time().verdict());
        assertTrue(change.remark().contains("device cuda, not cpu"), change.remark());
        assertTrue(change.remark().contains("process the host's, not its own"), change.remark());
        StoredResult one = result("m", "a", Map.of("b/m", row(0, STEADY)));
        StoredResult newer = result(new StoredResult.Host("m", "Java 25"), "a", one.rows());
        Comparison comparison = Comparison.of(one, newer, 0.05);
        assertEquals(List.of("measured with 'Java 17', then with 'Java 25'"), comparison.notes());
        assertEquals(List.of(), comparison.untimed());
    }

    @Test
    void aSingleRunSaysNothingOfTime() {
        Comparison.Change change = compare(row(0, STEADY), row(0, 12.0), 0.05);

        assertEquals(Comparison.Verdict.NOT_COMPARED, change.time().verdict());
        assertEquals("time not compared, since a single run does not show how runs differ", change.remark());
    }

    @Test
    void whereNothingIsComparedNothingIsKnown() {
        StoredResult none = result("m", "a", Map.of());
        StoredResult one = result("m", "a", Map.of("b/m", row(List.of(), 1.0)));

        assertFalse(Comparison.of(none, none, 0.05).isCompared());
        assertFalse(Comparison.of(one, one, 0.05).isCompared());
        assertTrue(Comparison.of(one, result("m", "a", Map.of("b/m", row(0, STEADY))), 0.05)
                .isWell());
    }

    @Test
    void aFileThatFailsNowIsARegressionAndItsTimeIsNoImprovement() {
        Comparison.Change change = compare(row(1, STEADY), failing(0, List.of(3), 0.5, 0.51, 0.49, 0.5, 0.5), 0.05);

        assertTrue(change.isRegression());
        assertEquals(List.of("3.wav"), change.newlyFailed());
        assertEquals(Comparison.Verdict.NOT_COMPARED, change.time().verdict());
        assertEquals("time not compared, since the engine failed on '3.wav'", change.remark());
        assertEquals(Comparison.Verdict.IMPROVEMENT, change.wer().verdict(), "of the seven files that both heard");
        assertEquals(0.05, change.wer().before().orElseThrow(), 1e-12);
    }

    @Test
    void aFileThatFailedBeforeExcusesNothingElse() {
        Comparison.Change mended = compare(failing(0, List.of(3), STEADY), row(0, 9.0, 9.01, 8.99), 0);
        assertFalse(mended.isRegression());
        assertEquals(Comparison.Verdict.NOT_COMPARED, mended.time().verdict());

        assertFalse(compare(failing(0, List.of(3), STEADY), failing(0, List.of(3), STEADY), 0)
                .isRegression());
        assertEquals(
                List.of("0.wav", "7.wav"),
                compare(failing(0, List.of(3), STEADY), failing(0, List.of(0, 7), STEADY), 0)
                        .newlyFailed());
        assertEquals(
                Comparison.Verdict.REGRESSION,
                compare(failing(0, List.of(3), STEADY), failing(2, List.of(3), STEADY), 0)
                        .wer()
                        .verdict());
    }

    @Test
    void anotherReferenceIsSaid() {
        List<StoredResult.Heard> files = new ArrayList<>(row(0).files());
        files.set(2, new StoredResult.Heard("2.wav", "one too", new WordErrors(19, 1, 0, 0, 20), ""));

        Comparison.Change change = compare(row(0, STEADY), row(files, STEADY), 0);

        assertEquals(Comparison.Verdict.NOT_COMPARED, change.wer().verdict());
        assertEquals("WER not compared, since another text was said in '2.wav'", change.remark());
        assertEquals(Comparison.Verdict.NO_DIFFERENCE_SHOWN, change.time().verdict());
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
