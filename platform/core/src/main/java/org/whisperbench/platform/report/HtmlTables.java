package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;
import org.whisperbench.platform.score.CorpusErrors;

/** The tables of the page: times, errors, ranks. */
final class HtmlTables {

    private static final double PERCENT = 100;
    private static final List<String> TIMES = List.of(
            "model",
            "cold load s",
            "second load s",
            "first inference s",
            "warm-up s",
            "runs",
            "mean s",
            "95 %",
            "median s",
            "sd s",
            "min s",
            "p90 s",
            "max s",
            "RTF",
            "RTFx");
    private static final List<String> ENGINES = List.of(
            "model",
            "engine s",
            "encoder s",
            "decoder s",
            "first segment s",
            "CPU s",
            "core-hours",
            "energy J",
            "peak MB",
            "host MB");

    private HtmlTables() {}

    static void add(Html page, BenchmarkReport report) {
        if (report.measured().isEmpty()) {
            return;
        }
        page.raw("<h2>Times</h2>\n");
        page.table(TIMES, report.measured().stream().map(HtmlTables::times).toList());
        page.raw(
                "<p class=\"quiet\">Run: one pass over all of the speech. RTF: time of a run / length of the speech; RTFx:"
                        + " the inverse; both of the median run. 95 %: interval of the mean, by which ranks are told apart.</p>\n");
        compared(page, report);
        page.raw("<h2>Inside a run</h2>\n");
        page.table(ENGINES, report.measured().stream().map(HtmlTables::engine).toList());
        page.raw("<p class=\"quiet\">Engine, encoder, decoder: mean of what the engine itself says. CPU: of all cores;"
                + " core-hours: the same for an hour of speech. Energy: of all processor packages, other programs included."
                + " Peak: most memory of the engine's processes since they started; host: of this program itself during the runs,"
                + " where engines work that have no process of their own. –: not known.</p>\n");
        errors(page, report);
    }

    private static void errors(Html page, BenchmarkReport report) {
        List<BenchmarkRow.Measured> scored = report.measured().stream()
                .filter(row -> row.errors().utterances() > 0)
                .toList();
        if (!scored.isEmpty()) {
            page.raw("<h2>Errors</h2>\n");
            page.table(
                    List.of(
                            "model",
                            "WER % corpus",
                            "95 %",
                            "mean",
                            "median",
                            "MER %",
                            "WIL %",
                            "CER %",
                            "SER %",
                            "S/D/I"),
                    scored.stream().map(HtmlTables::errors).toList());
        }
        List<List<String>> findings = FindingCells.of(report);
        if (!findings.isEmpty()) {
            page.raw("<h2>Silence, language, timestamps</h2>\n");
            page.table(FindingCells.HEADINGS, findings);
        }
    }

    private static void compared(Html page, BenchmarkReport report) {
        List<List<String>> compared = ComparisonCells.of(report);
        if (!compared.isEmpty()) {
            page.raw("<h2>Compared</h2>\n<div id=\"compared\">\n");
            page.table(ComparisonCells.HEADINGS, compared);
            page.raw(
                    "</div>\n<p class=\"quiet\">±: standard deviation of the ratio. WER difference: the model's less the other's,"
                            + " on the same files, interval by resampling them. P: how often equal systems differ at least as"
                            + " much.</p>\n");
        }
    }

    private static List<String> times(BenchmarkRow.Measured row) {
        List<String> cells = new ArrayList<>(List.of(row.subject().model()));
        cells.add(Rows.decimals(row.times().coldLoad(), 1, 3));
        cells.add(Rows.decimals(row.times().secondLoad(), 1, 3));
        cells.add(Rows.decimals(row.times().firstInferenceSeconds(), 3));
        cells.add(Rows.decimals(
                row.times().warmupSeconds().stream()
                        .mapToDouble(seconds -> seconds)
                        .average(),
                1,
                3));
        cells.add(Integer.toString(row.times().runs().size()));
        var statistics = row.speed().statistics();
        cells.add(Rows.decimals(statistics.meanSeconds(), 3));
        cells.add(Rows.between(statistics));
        cells.add(Rows.decimals(statistics.medianSeconds(), 3));
        cells.add(Rows.decimals(statistics.standardDeviationSeconds(), 1, 3));
        cells.add(Rows.decimals(statistics.minSeconds(), 3));
        cells.add(Rows.decimals(statistics.p90Seconds(), 3));
        cells.add(Rows.decimals(statistics.maxSeconds(), 3));
        cells.add(Rows.decimals(row.speed().rtf(), 4));
        cells.add(Rows.decimals(row.speed().rtfx(), 1));
        return cells;
    }

    private static List<String> engine(BenchmarkRow.Measured row) {
        List<String> cells = new ArrayList<>(List.of(row.subject().model()));
        List<Function<BenchmarkRun, OptionalDouble>> parts = List.of(
                run -> run.engine().total(),
                run -> run.engine().encoder(),
                run -> run.engine().decoder(),
                BenchmarkRun::firstSegmentSeconds);
        parts.forEach(part -> cells.add(Rows.decimals(Rows.mean(row, part), 1, 3)));
        cells.add(Rows.decimals(row.resources().cpuSeconds(), 1, 3));
        cells.add(Rows.decimals(row.speed().coreHours(), 1, 3));
        cells.add(Rows.decimals(Rows.mean(row, run -> run.disturbance().joules()), 1, 1));
        cells.add(Rows.megabytes(row.resources().peakBytes()));
        cells.add(Rows.megabytes(row.resources().hostPeakBytes()));
        return cells;
    }

    private static List<String> errors(BenchmarkRow.Measured row) {
        CorpusErrors errors = row.errors();
        return List.of(
                row.subject().model(),
                Rows.decimals(errors.corpusWordErrorRate(), PERCENT, 2),
                row.wordErrorRateInterval()
                        .map(i -> Rows.decimals(PERCENT * i.low(), 2) + "–" + Rows.decimals(PERCENT * i.high(), 2))
                        .orElse("–"),
                Rows.decimals(errors.meanWordErrorRate(), PERCENT, 2),
                Rows.decimals(errors.medianWordErrorRate(), PERCENT, 2),
                Rows.decimals(errors.words().matchErrorRate(), PERCENT, 2),
                Rows.decimals(errors.words().wordInformationLost(), PERCENT, 2),
                Rows.decimals(errors.characters().rate(), PERCENT, 2),
                Rows.decimals(errors.sentenceErrorRate(), PERCENT, 2),
                "%d/%d/%d"
                        .formatted(
                                errors.words().substitutions(),
                                errors.words().deletions(),
                                errors.words().insertions()));
    }
}
