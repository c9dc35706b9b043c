package org.whisperbench.platform.report;

import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.Versus;

/** Models beside the first one of their group, as cells of a table. */
final class ComparisonCells {

    static final List<String> HEADINGS = List.of(
            "model",
            "compared with",
            "times as fast",
            "±",
            "WER difference %",
            "95 %",
            "P",
            "files that differ",
            "WER");

    private static final double PERCENT = 100;

    private ComparisonCells() {}

    static List<List<String>> of(BenchmarkReport report) {
        return report.comparisons().stream().map(ComparisonCells::cells).toList();
    }

    private static List<String> cells(Versus versus) {
        return List.of(
                versus.model(),
                versus.baseline(),
                versus.speed().map(speed -> Rows.decimals(speed.ratio(), 3)).orElse("–"),
                versus.speed().map(speed -> Rows.decimals(speed.deviation(), 3)).orElse("–"),
                versus.accuracy()
                        .map(paired -> signed(paired.second() - paired.first()))
                        .orElse("–"),
                versus.accuracy()
                        .map(paired -> signed(paired.difference().low()) + " to "
                                + signed(paired.difference().high()))
                        .orElse("–"),
                versus.accuracy().map(paired -> Rows.decimals(paired.p(), 4)).orElse("–"),
                versus.accuracy()
                        .map(paired -> "%d of %d".formatted(paired.differing(), paired.utterances()))
                        .orElse("–"),
                versus.accuracy()
                        .map(paired -> verdict(paired.verdict().text()))
                        .orElse("–"));
    }

    private static String verdict(String text) {
        return text.replace("the first is better", "worse").replace("the second is better", "better");
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.2f", PERCENT * share);
    }
}
