package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.Resources;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.RunStatistics;

/** The numbers of a benchmark: a table of times, one of errors, what differs, and what the words mean. */
final class BenchmarkNumbers {

    private static final double BYTES_PER_MB = 1e6;
    private static final String STAGES =
            "cold load: the first of these files; 2nd load: the next; engine, encoder, decoder: what the engine"
                    + " says of a run; first segment: mean time from a call to it; energy: of all processor packages;"
                    + " core-hours: processor hours for an hour of speech";

    private BenchmarkNumbers() {}

    static List<String> lines(BenchmarkReport report, boolean verbose) {
        List<String> lines = new ArrayList<>(times(report));
        report.measured().forEach(row -> lines.addAll(BenchmarkDifferences.doubts(row)));
        lines.addAll(BenchmarkStages.lines(report, verbose));
        List<BenchmarkRow.Measured> scored = report.measured().stream()
                .filter(row -> row.errors().utterances() > 0)
                .toList();
        if (!scored.isEmpty()) {
            lines.add("");
            lines.addAll(errors(scored));
        }
        lines.addAll(BenchmarkFindings.lines(report));
        List<String> differences = BenchmarkDifferences.lines(report);
        if (!differences.isEmpty()) {
            lines.add("");
            lines.addAll(differences);
        }
        lines.add("");
        lines.addAll(legend(report, scored));
        return lines;
    }

    private static List<String> times(BenchmarkReport report) {
        Table table = Table.of(
                "model",
                "outcome",
                ">runs",
                ">mean s",
                ">±95 %",
                ">median s",
                ">p90 s",
                ">max s",
                ">RTF",
                ">RTFx",
                ">CPU s",
                ">peak MB",
                ">host MB");
        for (BenchmarkRow row : report.rows()) {
            if (row instanceof BenchmarkRow.Measured m) {
                RunStatistics statistics = m.speed().statistics();
                table.row(
                        name(m),
                        m.outcome(),
                        Integer.toString(statistics.count()),
                        BenchmarkText.seconds(statistics.meanSeconds(), 3),
                        decimals(half(statistics), 3),
                        BenchmarkText.seconds(statistics.medianSeconds(), 3),
                        BenchmarkText.seconds(statistics.p90Seconds(), 3),
                        BenchmarkText.seconds(statistics.maxSeconds(), 3),
                        BenchmarkText.seconds(m.speed().rtf(), 4),
                        BenchmarkText.seconds(m.speed().rtfx(), 1),
                        cpu(m.resources()),
                        peak(m.resources()),
                        host(m.resources()));
            } else {
                table.row(row.subject().model(), row.outcome(), "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-");
            }
        }
        return table.lines();
    }

    /** The interval of the mean reaches so far to each side. */
    private static OptionalDouble half(RunStatistics statistics) {
        return statistics.meanInterval().stream()
                .mapToDouble(mean -> (mean.high() - mean.low()) / 2)
                .findFirst();
    }

    private static String cpu(Resources used) {
        return used.cpuSeconds().isPresent()
                ? marked(BenchmarkText.seconds(used.cpuSeconds().getAsDouble(), 3), used.cpuBasis())
                : used.cpuBasis();
    }

    private static String peak(Resources used) {
        return used.peakBytes().isPresent()
                ? marked(megabytes(used.peakBytes().getAsLong()), used.peakBasis())
                : used.peakBasis();
    }

    private static String host(Resources used) {
        return used.hostPeakBytes().isPresent() ? megabytes(used.hostPeakBytes().getAsLong()) : used.hostPeakBasis();
    }

    private static String megabytes(long bytes) {
        return BenchmarkText.seconds(bytes / BYTES_PER_MB, 1);
    }

    /** A figure that may have missed something says so. */
    private static String marked(String figure, String basis) {
        return basis.equals("sampled") ? "~" + figure : figure;
    }

    private static List<String> errors(List<BenchmarkRow.Measured> rows) {
        boolean silence = rows.stream().anyMatch(row -> row.errors().silentUtterances() > 0);
        List<String> headings = new ArrayList<>(ErrorCells.HEADINGS);
        if (silence) {
            headings.add(">in silence");
        }
        Table table = Table.of(headings.toArray(String[]::new));
        for (BenchmarkRow.Measured row : rows) {
            List<String> cells = errors(row);
            table.row(cells.subList(0, headings.size()).toArray(String[]::new));
        }
        return table.lines();
    }

    private static List<String> errors(BenchmarkRow.Measured row) {
        List<String> cells = new ArrayList<>(ErrorCells.of(name(row), row.errors(), row.wordErrorRateInterval()));
        cells.add(Long.toString(row.errors().hallucinatedWords()));
        return cells;
    }

    private static String name(BenchmarkRow.Measured row) {
        return row.subject().model() + (row.subject().control() ? " (control)" : "");
    }

    private static String decimals(OptionalDouble value, int decimals) {
        return value.isPresent() ? BenchmarkText.seconds(value.getAsDouble(), decimals) : "-";
    }

    private static List<String> legend(BenchmarkReport report, List<BenchmarkRow.Measured> scored) {
        List<String> legend = new ArrayList<>();
        legend.add(
                "±95 %: interval of the mean, by which ranks are told apart; p90: nine in ten runs are not longer; P: how often"
                        + " equal systems differ as much");
        legend.add(
                "CPU: processor time of a run, all cores; peak: most memory of the engine's processes since they started;"
                        + " ~: sampled, may be more");
        legend.add(
                "host: most memory of this program itself during the runs, in which engines work that have no process of"
                        + " their own");
        legend.add(
                "RTF: time of a run / length of the speech, less is faster; RTFx: the inverse; both of the median run");
        if (!report.measured().isEmpty()) {
            legend.add(STAGES);
        }
        if (!scored.isEmpty()) {
            CorpusErrors errors = scored.get(0).errors();
            legend.add(
                    "WER: (substitutions + deletions + insertions) / words said; corpus: summed over %s with a reference, 95 %% by resampling files; mean, median: of the files"
                            .formatted(BenchmarkText.counted(errors.utterances() - errors.silentUtterances(), "file")));
            legend.add(
                    "MER: the same errors / (words said + insertions); CER: WER over characters; SER: files with any error");
            if (errors.silentUtterances() > 0) {
                legend.add("in silence: words written for %s in which nothing is said, which count in SER only"
                        .formatted(BenchmarkText.counted(errors.silentUtterances(), "file")));
            }
            report.settings().normalizers().forEach(rules -> legend.add("text rules: " + rules));
        }
        return legend;
    }
}
