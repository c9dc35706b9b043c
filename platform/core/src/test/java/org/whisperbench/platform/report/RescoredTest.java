package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.AlignmentRules;
import org.whisperbench.platform.score.Edit;
import org.whisperbench.platform.score.SpellingTable;
import org.whisperbench.platform.score.TextRules;
import org.whisperbench.platform.score.WordErrors;

/** Texts that are stored are scored by other rules as they would have been at first. */
class RescoredTest {

    @TempDir
    Path folder;

    private BenchmarkReport report;
    private Path file;

    @BeforeEach
    void measure() throws Exception {
        SampleBenchmark sample = new SampleBenchmark(folder);
        report = sample.run(sample.fake("a", "One, two three"), sample.fake("b", "one four"));
        file = Files.writeString(folder.resolve("result.json"), new JsonFormat().write(report));
    }

    private Rescored by(String rules, AlignmentRules words) {
        return Rescored.of(StoredResult.read(file), new TextRules(rules, SpellingTable.EMPTY), words);
    }

    private Rescored by(String rules) {
        return by(rules, AlignmentRules.STANDARD);
    }

    @Test
    void theSameRulesGiveTheSameErrors() {
        Rescored again = by("auto");

        assertEquals(report.execution().id(), again.id());
        assertEquals(report.settings().normalizers(), again.normalizers());
        for (int i = 0; i < 2; i++) {
            assertEquals(report.measured().get(i).errors(), again.rows().get(i).errors());
            assertEquals(
                    report.measured().get(i).wordErrorRateInterval(),
                    again.rows().get(i).corpusWerInterval());
        }
    }

    @Test
    void gentlerRulesFindMore() {
        assertEquals(1, by("basic").rows().get(0).errors().words().errors());
        assertEquals(3, by("none").rows().get(0).errors().words().errors());
        assertEquals("none", by("none").normalizers().get(0).id());
    }

    @Test
    void wordsAreAlignedFileByFileByTheRulesThatAreNamed() throws Exception {
        Rescored.Heard heard = by("auto").rows().get(1).files().get(0);
        assertEquals(
                List.of(Edit.HIT, Edit.SUBSTITUTION, Edit.DELETION),
                heard.alignment().steps().stream().map(Alignment.Step::edit).toList());
        assertEquals(heard.errors(), heard.alignment().errors());

        SampleBenchmark sample = new SampleBenchmark(folder);
        report = sample.run(sample.fake("a", "onetwo three"));
        file = Files.writeString(folder.resolve("result.json"), new JsonFormat().write(report));
        assertEquals(2, by("auto").rows().get(0).files().get(0).errors().errors());
        Rescored merged = by("auto", new AlignmentRules(AlignmentRules.Weights.EQUAL, true));
        assertEquals(
                new WordErrors(3, 0, 0, 0, 3),
                merged.rows().get(0).files().get(0).errors());
        assertEquals(
                by("auto").rows().get(0).errors().characters(),
                merged.rows().get(0).errors().characters());
    }

    @Test
    void whatIsNoResultIsRefused() throws Exception {
        Files.writeString(file, "{}");

        assertThrows(WhisperException.class, () -> by("none"));
    }
}
