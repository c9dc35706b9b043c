package org.whisperbench.platform.report;

import java.util.List;
import java.util.OptionalDouble;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.Findings;
import org.whisperbench.platform.bench.Transcript;

/** What was found out beside times and word errors, as cells of a table: silence, languages, timestamps, lost files. */
final class FindingCells {

    private static final double PERCENT = 100;

    static final List<String> HEADINGS = List.of(
            "model",
            "words/min in silence",
            "repeated %",
            "language right %",
            "by language",
            "timestamps off by s",
            "within 0.2 s %",
            "files failed",
            "WER % penalized");

    private FindingCells() {}

    /** A row for each model of which anything of this is known. */
    static List<List<String>> of(BenchmarkReport report) {
        return report.measured().stream()
                .filter(FindingCells::knowsAnything)
                .map(FindingCells::cells)
                .toList();
    }

    private static boolean knowsAnything(BenchmarkRow.Measured row) {
        Findings findings = row.findings();
        return findings.silence().wordsPerMinute().isPresent()
                || findings.languages().accuracy().isPresent()
                || findings.timestamps().edges() > 0
                || lost(row) > 0;
    }

    private static long lost(BenchmarkRow.Measured row) {
        return row.transcripts().stream().filter(Transcript::failed).count();
    }

    private static List<String> cells(BenchmarkRow.Measured row) {
        Findings findings = row.findings();
        String languages = findings.languages().perLanguage();
        return List.of(
                row.subject().model(),
                Rows.decimals(findings.silence().wordsPerMinute(), 1, 1),
                Rows.decimals(findings.silence().repetition().ratio(), PERCENT, 1),
                Rows.decimals(findings.languages().accuracy(), PERCENT, 1),
                languages.isEmpty() ? "–" : languages,
                Rows.decimals(findings.timestamps().meanAbsoluteErrorSeconds(), 1, 3),
                Rows.decimals(findings.timestamps().closeShare(), PERCENT, 1),
                Long.toString(lost(row)),
                lost(row) > 0
                        ? Rows.decimals(findings.penalized().rate(), PERCENT, 2)
                        : Rows.decimals(OptionalDouble.empty(), 1, 2));
    }
}
