package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.score.SpellingTable;
import org.whisperbench.platform.score.TextRules;

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

    private Rescored by(String rules) {
        return Rescored.of(StoredResult.read(file), new TextRules(rules, SpellingTable.EMPTY));
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
    void whatIsNoResultIsRefused() throws Exception {
        Files.writeString(file, "{}");

        assertThrows(WhisperException.class, () -> by("none"));
    }
}
