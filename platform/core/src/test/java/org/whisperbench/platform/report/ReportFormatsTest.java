package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.testkit.FakeBackend;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportFormatsTest {

    @TempDir
    Path folder;

    private BenchmarkReport report;

    @BeforeEach
    void measure() throws Exception {
        SampleBenchmark sample = new SampleBenchmark(folder);
        report = sample.run(
                sample.fake("right", "one two three"),
                sample.fake("wrong", "one <script>alert(1)</script> four"),
                sample.fake("broken", "").with((FakeBackend.Loader) model -> {
                    throw new BackendException(ErrorKind.RESOURCES, "out, \"of\" memory");
                }));
    }

    @Test
    void csvHasACellForEachColumnOfEachRow() {
        List<String> lines = new CsvFormat().write(report).lines().toList();

        assertEquals(4, lines.size());
        assertTrue(lines.get(0).startsWith("run_id,model,backend,outcome,ranked,reason,runs,"));
        String broken = lines.stream()
                .filter(line -> line.contains(",broken/m,"))
                .findFirst()
                .orElseThrow();
        assertTrue(broken.contains("\"during load: out, \"\"of\"\" memory\""), broken);
        assertEquals("'=1+1", CsvFormat.cell("=1+1"));
        assertEquals("-1.5", CsvFormat.cell("-1.5"));
        assertEquals("\"a\nb\"", CsvFormat.cell("a\nb"));
    }

    @Test
    void markdownEscapesWhatItWouldTakeForMarkup() {
        String text = new MarkdownFormat().write(report);

        assertTrue(text.contains("| right/m | measured |"), text);
        assertEquals("a\\<b\\>\\|c", MarkdownFormat.text("a<b>|c"));
        assertTrue(text.contains("| broken/m | failed: during load: out, \"of\" memory |"), text);
        assertTrue(text.contains("## Errors"), text);
    }

    @Test
    void htmlHoldsTheReportAndNoMarkupOfOthers() {
        String page = new HtmlFormat().write(report);

        assertFalse(page.contains("<script>alert"), page);
        String json = page.replaceFirst("(?s).*<script type=\"application/json\" id=\"report\">", "")
                .replaceFirst("(?s)</script>.*", "");
        JsonNode read = JsonMapper.shared().readTree(json);
        assertEquals(BenchmarkReport.SCHEMA, read.get("schema").asString());
        assertFalse(page.matches("(?s).*(src|href)=\"(?!data:).*"), "something is fetched");
    }

    @Test
    void whatIsStoredIsRead() throws IOException {
        ResultFolder results = new ResultFolder(folder.resolve("results"));
        results.keep(report);
        Files.writeString(folder.resolve("results").resolve("old.json"), "{\"schema\": \"whisperbench/benchmark/1\"}");

        ResultList list = results.list();

        assertEquals(2, list.results().size());
        assertTrue(list.results().get(0).problem().contains("measure again"));
        assertEquals(List.of("right/m", "wrong/m"), list.results().get(1).models());
        String id = report.execution().id();
        StoredResult stored = results.find(id.substring(0, 8));
        assertEquals(id, stored.id());
        assertEquals(
                report.measured().get(0).times().runSeconds(),
                Objects.requireNonNull(stored.rows().get("right/m")).runSeconds());
        assertThrows(WhisperException.class, () -> results.find("zzz"));
    }

    @Test
    void theLatestOfTwoResultsOfOneSecondIsFound() {
        ResultFolder results = new ResultFolder(folder.resolve("results"));
        results.keep(begun("2026-11-26T02:51:52.123Z", "ffffffff-late-in-the-alphabet"));
        results.keep(begun("2026-11-26T02:51:52.987654Z", "00000000-early-in-the-alphabet"));

        assertEquals("00000000-early-in-the-alphabet", results.find("latest").id());
        assertEquals("ffffffff-late-in-the-alphabet", results.find("ffffffff").id());
    }

    private BenchmarkReport begun(String started, String id) {
        BenchmarkReport.Execution as = report.execution();
        return new BenchmarkReport(
                report.schema(),
                new BenchmarkReport.Execution(id, started, as.seconds(), as.cancelled(), as.seed(), as.blocks()),
                report.host(),
                report.settings(),
                report.corpus(),
                report.notes(),
                report.rows(),
                report.groups());
    }

    @Test
    void filesAreOpenedBeforeAnythingIsMeasured() {
        Path nowhere = folder.resolve("nowhere/x.csv");

        assertThrows(WhisperException.class, () -> ReportFiles.open(List.of(nowhere)));
        assertThrows(WhisperException.class, () -> ReportFiles.open(List.of(folder.resolve("x.doc"))));
    }

    @Test
    void theSchemaNamesEverythingThatIsWritten() throws IOException {
        JsonNode document = JsonMapper.shared().readTree(new JsonReports().write(report));

        assertEquals(List.of(), new PublishedSchema().problems(document));
    }
}
