package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkReport;

/** Two versions of one backend stay two models in every report, and where results are compared. */
class NamesakesTest {

    @TempDir
    Path folder;

    private BenchmarkReport report;

    @BeforeEach
    void measure() throws Exception {
        SampleBenchmark sample = new SampleBenchmark(folder);
        report = sample.versions(sample.fake("x", "one two three"), sample.fake("x", "one two four"));
    }

    @Test
    void everyReportNamesBoth() {
        List<String> rows = new CsvFormat().write(report).lines().skip(1).toList();
        String page = new HtmlFormat().write(report);
        String markdown = new MarkdownFormat().write(report);

        assertEquals(2, rows.size());
        assertTrue(rows.get(0).contains(",x@1.0.0/m,x@1.0.0,measured,"), rows.get(0));
        assertTrue(rows.get(1).contains(",x@2.0.0/m,x@2.0.0,measured,"), rows.get(1));
        assertTrue(rows.get(1).contains(",x@1.0.0/m,"), "it is compared with the other one");
        for (String name : List.of("x@1.0.0/m", "x@2.0.0/m")) {
            assertTrue(page.contains("data-model=\"" + name + "\""), name);
            assertTrue(markdown.contains(name), name);
        }
    }

    @Test
    void comparingLosesNeither() throws Exception {
        StoredResult stored =
                StoredResult.read(Files.writeString(folder.resolve("r.json"), new JsonFormat().write(report)));

        assertEquals(Set.of("x@1.0.0/m", "x@2.0.0/m"), stored.rows().keySet());
        assertEquals(
                List.of("x@1.0.0/m", "x@2.0.0/m"),
                Comparison.of(stored, stored, 0).changes().stream()
                        .map(Comparison.Change::model)
                        .toList());
    }

    @Test
    void deviceProcessReferenceAndJavaAreRead() throws Exception {
        StoredResult stored =
                StoredResult.read(Files.writeString(folder.resolve("r.json"), new JsonFormat().write(report)));

        StoredResult.Row row = java.util.Objects.requireNonNull(stored.rows().get("x@1.0.0/m"));
        assertEquals("cpu", row.engine().conditions().get("device"));
        assertEquals("the host's", row.engine().conditions().get("process"));
        assertEquals(
                List.of("one two three", "one two three four"),
                row.files().stream().map(StoredResult.Heard::said).toList());
        assertEquals(report.host().jvm(), stored.host().jvm());
    }

    @Test
    void aResultInWhichTwoRowsHaveOneNameIsRefused() throws Exception {
        String same = new JsonFormat().write(report).replace("x@2.0.0/m", "x@1.0.0/m");
        Path file = Files.writeString(folder.resolve("r.json"), same);

        WhisperException refused = assertThrows(WhisperException.class, () -> StoredResult.read(file));

        assertTrue(refused.getMessage().contains("two rows that are named 'x@1.0.0/m'"), refused.getMessage());
    }
}
