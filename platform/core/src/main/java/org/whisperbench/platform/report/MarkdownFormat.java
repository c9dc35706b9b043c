package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.RunStatistics;

/** Tables for a page or an issue: times, errors, what is compared with what, and where it was measured. */
final class MarkdownFormat implements ReportFormat {

    private static final int PERCENT = 100;

    @Override
    public String suffix() {
        return "md";
    }

    @Override
    public String write(BenchmarkReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("# Benchmark " + report.execution().started());
        lines.add("");
        lines.add("%s s of speech in %d files; %s, %d processors, %s; %s"
                .formatted(
                        Rows.decimals(report.audioSeconds(), 1),
                        report.corpus().size(),
                        text(report.host().cpu()),
                        report.host().processors(),
                        text(report.host().os()),
                        text(report.host().jvm())));
        lines.addAll(times(report));
        lines.addAll(errors(report));
        lines.addAll(findings(report));
        lines.addAll(standings(report));
        lines.addAll(compared(report));
        lines.addAll(conditions(report));
        lines.add("");
        lines.add("RTF: time / length of the speech, less is faster; RTFx: the inverse; both of the median run. WER:"
                + " (substitutions + deletions + insertions) / words said, corpus: summed over files. Run "
                + report.execution().id() + ", schema " + report.schema() + ".");
        return String.join("\n", lines) + "\n";
    }

    private static List<String> times(BenchmarkReport report) {
        List<String> lines = new ArrayList<>(List.of("", "## Time", ""));
        lines.add(
                "| model | outcome | cold load s | second load s | first inference s | mean s | 95 % | median s | sd s"
                        + " | RTF | RTFx | peak MB | host MB |");
        lines.add("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (BenchmarkRow row : report.rows()) {
            lines.add(
                    row instanceof BenchmarkRow.Measured measured
                            ? times(measured)
                            : "| %s | %s: %s | | | | | | | | | | | |"
                                    .formatted(text(row.subject().model()), row.outcome(), text(Rows.problem(row))));
        }
        return lines;
    }

    private static String times(BenchmarkRow.Measured row) {
        RunStatistics statistics = row.speed().statistics();
        return "| %s | measured | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        text(row.subject().model()),
                        Rows.decimals(row.times().coldLoad(), 1, 3),
                        Rows.decimals(row.times().secondLoad(), 1, 3),
                        Rows.decimals(row.times().firstInferenceSeconds(), 3),
                        Rows.decimals(statistics.meanSeconds(), 3),
                        Rows.between(statistics),
                        Rows.decimals(statistics.medianSeconds(), 3),
                        Rows.decimals(statistics.standardDeviationSeconds(), 1, 3),
                        Rows.decimals(row.speed().rtf(), 4),
                        Rows.decimals(row.speed().rtfx(), 1),
                        Rows.megabytes(row.resources().peakBytes()),
                        Rows.megabytes(row.resources().hostPeakBytes()));
    }

    private static List<String> errors(BenchmarkReport report) {
        List<BenchmarkRow.Measured> scored = report.measured().stream()
                .filter(row -> row.errors().utterances() > 0)
                .toList();
        if (scored.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", "## Errors", ""));
        lines.add("| model | WER % corpus | 95 % | mean | median | MER % | WIL % | CER % | SER % | S/D/I |");
        lines.add("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        scored.forEach(row -> lines.add(errors(row)));
        return lines;
    }

    private static String errors(BenchmarkRow.Measured row) {
        CorpusErrors errors = row.errors();
        String interval = row.wordErrorRateInterval()
                .map(between ->
                        Rows.decimals(PERCENT * between.low(), 2) + "–" + Rows.decimals(PERCENT * between.high(), 2))
                .orElse("–");
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %d/%d/%d |"
                .formatted(
                        text(row.subject().model()),
                        Rows.decimals(errors.corpusWordErrorRate(), PERCENT, 2),
                        interval,
                        Rows.decimals(errors.meanWordErrorRate(), PERCENT, 2),
                        Rows.decimals(errors.medianWordErrorRate(), PERCENT, 2),
                        Rows.decimals(errors.words().matchErrorRate(), PERCENT, 2),
                        Rows.decimals(errors.words().wordInformationLost(), PERCENT, 2),
                        Rows.decimals(errors.characters().rate(), PERCENT, 2),
                        Rows.decimals(errors.sentenceErrorRate(), PERCENT, 2),
                        errors.words().substitutions(),
                        errors.words().deletions(),
                        errors.words().insertions());
    }

    private static List<String> findings(BenchmarkReport report) {
        List<List<String>> rows = FindingCells.of(report);
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", "## Silence, language, timestamps", ""));
        lines.addAll(table(FindingCells.HEADINGS, rows));
        return lines;
    }

    private static List<String> table(List<String> headings, List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("| " + String.join(" | ", headings) + " |");
        lines.add("|---" + "|--:".repeat(headings.size() - 1) + "|");
        rows.forEach(cells -> lines.add("| "
                + String.join(" | ", cells.stream().map(MarkdownFormat::text).toList()) + " |"));
        return lines;
    }

    private static List<String> compared(BenchmarkReport report) {
        List<List<String>> rows = ComparisonCells.of(report);
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table(ComparisonCells.HEADINGS, rows));
        lines.addAll(List.of(
                "",
                "±: standard deviation of the ratio. WER difference: on the same files, interval by resampling them. P: how"
                        + " often equal systems differ at least as much."));
        return lines;
    }

    /** Under which conditions each model worked, and what disturbed it. */
    private static List<String> conditions(BenchmarkReport report) {
        List<String> lines = new ArrayList<>(List.of("", "## Conditions", ""));
        report.settings()
                .normalizers()
                .forEach(rules ->
                        lines.add("- text rules: %s, sha256 %s".formatted(text(rules.toString()), rules.sha256())));
        for (BenchmarkRow.Measured row : report.measured()) {
            String conditions = Conditions.of(row).stream()
                    .map(one -> text(one.name() + ": " + one.text()))
                    .collect(Collectors.joining("; "));
            lines.add("- %s: %s".formatted(text(row.subject().model()), conditions));
            Rows.doubts(row).forEach(doubt -> lines.add("  - " + text(doubt)));
        }
        return lines.size() > 3 ? lines : List.of();
    }

    private static List<String> standings(BenchmarkReport report) {
        List<String> lines = new ArrayList<>(List.of("", "## Compared", ""));
        for (Ranking.Group group : Ranking.of(report)) {
            lines.add("- " + (group.reason().isEmpty() ? "together" : "apart: " + text(group.reason())));
            group.places().forEach(place -> lines.add("  - %s: %s".formatted(text(place.model()), place.text())));
        }
        report.measured().stream()
                .filter(row -> !row.isValid())
                .forEach(row -> lines.add("- not ranked: %s: %s"
                        .formatted(
                                text(row.subject().model()),
                                text(String.join("; ", row.findings().invalid())))));
        return lines.size() > 3 ? lines : List.of();
    }

    /** Text that Markdown takes for nothing else. */
    static String text(String value) {
        return value.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1").replaceAll("\\s+", " ");
    }
}
