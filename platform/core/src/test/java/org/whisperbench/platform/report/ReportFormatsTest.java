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
    void theLatestOfTwoResultsOfOneSecondIsFound() throws IOException {
        ResultFolder results = new ResultFolder(folder.resolve("results"));
        Files.createDirectories(results.folder());
        Files.writeString(results.folder().resolve("zzz.json"), "{}");
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
                report.groups(),
                report.comparisons());
    }

    @Test
    void filesAreOpenedBeforeAnythingIsMeasured() {
        Path nowhere = folder.resolve("nowhere/x.csv");

        assertThrows(WhisperException.class, () -> ReportFiles.open(List.of(nowhere)));
        assertThrows(WhisperException.class, () -> ReportFiles.open(List.of(folder.resolve("x.doc"))));
        WhisperException refused =
                assertThrows(WhisperException.class, () -> ReportFiles.open(List.of(folder("dir.json"))));
        assertTrue(refused.getMessage().contains("it is a folder"), refused.getMessage());
    }

    private Path folder(String name) {
        return folder.resolve(name).toFile().mkdir() ? folder.resolve(name) : folder;
    }

    @Test
    void whatCannotBeWrittenKeepsNothingElseFromBeingWritten() throws IOException {
        Path json = folder.resolve("x.json");
        Path csv = folder.resolve("x.csv");
        try (ReportFiles files = ReportFiles.open(List.of(json, csv))) {
            Files.createDirectories(json.resolve("in the way"));

            List<String> failures = files.write(report);

            assertEquals(1, failures.size(), failures::toString);
            assertTrue(failures.get(0).startsWith("results could not be written to '" + json), failures.get(0));
        }
        assertEquals(4, Files.readAllLines(csv).size());
    }

    @Test
    void anEarlierFileStaysUntilThereIsSomethingToReplaceItWith() throws IOException {
        Path lines = Files.writeString(folder.resolve("x.jsonl"), "old");

        try (ReportFiles files = ReportFiles.open(List.of(lines))) {
            files.listener((model, step, fraction) -> {});
        }
        assertEquals("old", Files.readString(lines));

        try (ReportFiles files = ReportFiles.open(List.of(lines))) {
            files.listener((model, step, fraction) -> {}).begun(report);
            assertEquals("old", Files.readString(lines), "until it is closed");
        }
        assertTrue(Files.readString(lines).startsWith("{\"event\":\"begun\""), Files.readString(lines));
        assertFalse(Files.exists(folder.resolve("x.jsonl.part")));
    }

    @Test
    void halfOfAPairOfSurrogatesEndsNoReport() throws IOException {
        Path file = folder.resolve("half.txt");

        ResultFile.write(file, "four \ud83d six");

        assertEquals("four ? six", Files.readString(file));
    }

    @Test
    void modelsAreComparedInEveryFormat() {
        String json = new JsonFormat().write(report).replaceAll("\\s+", "");
        String html = new HtmlFormat().write(report);
        String markdown = new MarkdownFormat().write(report);
        String csv = new CsvFormat().write(report);

        assertTrue(json.contains(
                "\"comparisons\":[{\"baseline\":\"right/m\",\"model\":\"wrong/m\",\"speed\":{\"ratio\":"));
        assertTrue(json.contains("\"verdict\":\"NO_DIFFERENCE_SHOWN\""), json);
        assertTrue(html.contains("<h2>Compared</h2>"), "html");
        assertTrue(html.contains("no difference shown</td>"), "html");
        assertTrue(markdown.contains("| model | compared with | times as fast | ± | WER difference % |"), markdown);
        assertTrue(markdown.contains("- text rules: basic"), markdown);
        assertTrue(markdown.contains("- right/m: backend: right@"), markdown);
        assertTrue(csv.lines().findFirst().orElse("").endsWith(",wer_difference_p,normalizers"), csv);
        assertTrue(csv.contains(",right/m,"), "compared with");
    }

    @Test
    void aNegativeTimeIsADamagedResult() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                new JsonFormat().write(report).replaceFirst("(\"runSeconds\" : \\[ )[^,]*", "$1-1"));

        WhisperException refused = assertThrows(WhisperException.class, () -> StoredResult.read(file));

        assertTrue(refused.getMessage().endsWith("is damaged: -1 is no time of a run"), refused.getMessage());
    }

    @Test
    void whatCompareReadsIsStored() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), new JsonFormat().write(report));

        StoredResult.Row row =
                Objects.requireNonNull(StoredResult.read(file).rows().get("right/m"));

        assertEquals("m", row.engine().family());
        assertEquals(
                List.of(FakeBackend.FILE), List.copyOf(row.engine().sha256().keySet()));
        assertEquals("auto", row.engine().conditions().get("language"));
        assertEquals(List.of(), row.invalid());
        assertEquals(
                report.measured().get(0).times().runs().stream()
                        .filter(run -> !run.marks().isEmpty())
                        .count(),
                row.disturbed());
    }

    @Test
    void theSchemaNamesEverythingThatIsWritten() throws IOException {
        JsonNode document = JsonMapper.shared().readTree(new JsonReports().write(report));

        assertEquals(List.of(), new PublishedSchema().problems(document));
    }
}
