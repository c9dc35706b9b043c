package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.score.Bootstrap;
import org.whisperbench.platform.score.PairedComparison;
import org.whisperbench.platform.score.RelativeSpeed;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.Standing;

/**
 * What may be said of differences: between runs, and between models of one family. There ranks are shown where intervals
 * separate, and each model is compared with the first. Controls and partial transcripts are compared with nothing.
 */
final class BenchmarkDifferences {

    private static final double PERCENT = 100;

    private BenchmarkDifferences() {}

    static List<String> lines(List<BenchmarkRow.Measured> rows) {
        Map<String, List<BenchmarkRow.Measured>> families = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> !row.subject().control() && row.isComplete())
                .forEach(row -> families.computeIfAbsent(row.subject().family(), family -> new ArrayList<>())
                        .add(row));
        List<String> lines = new ArrayList<>();
        families.values().stream().filter(family -> family.size() > 1).forEach(family -> {
            lines.addAll(speeds(family));
            family.subList(1, family.size()).forEach(row -> lines.addAll(accuracy(family.get(0), row)));
        });
        return lines;
    }

    /** The runs of a model that do not belong to the others. */
    static List<String> outliers(BenchmarkRow.Measured row) {
        return row.speed().statistics().outlierRuns().stream()
                .map(run -> "outlier: run %d of %s took %s s, far from the median"
                        .formatted(
                                run,
                                model(row),
                                BenchmarkText.seconds(row.times().runSeconds().get(run - 1), 3)))
                .toList();
    }

    private static List<String> speeds(List<BenchmarkRow.Measured> family) {
        List<RunStatistics> times =
                family.stream().map(row -> row.speed().statistics()).toList();
        List<Standing> standings = Standing.bySpeed(times);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < family.size(); i++) {
            String ratio = i == 0
                    ? ""
                    : RelativeSpeed.of(times.get(0), times.get(i))
                            .map(relative -> ratio(relative, family.get(0)))
                            .orElse("");
            lines.add("speed: %s: rank %s%s"
                    .formatted(model(family.get(i)), standings.get(i).text(), ratio));
        }
        return lines;
    }

    private static String ratio(RelativeSpeed relative, BenchmarkRow.Measured baseline) {
        return String.format(
                Locale.ROOT,
                "; %.3f ± %.3f times as fast as %s",
                relative.ratio(),
                relative.deviation(),
                model(baseline));
    }

    private static List<String> accuracy(BenchmarkRow.Measured first, BenchmarkRow.Measured second) {
        return Bootstrap.STANDARD
                .compare(first.wordErrors(), second.wordErrors())
                .map(comparison -> List.of(String.format(
                        Locale.ROOT,
                        "accuracy: WER of %s less that of %s: %+.2f %% [%+.2f, %+.2f], %s",
                        model(second),
                        model(first),
                        PERCENT * (comparison.second() - comparison.first()),
                        PERCENT * comparison.difference().low(),
                        PERCENT * comparison.difference().high(),
                        verdict(comparison, first, second))))
                .orElse(List.of());
    }

    private static String verdict(
            PairedComparison comparison, BenchmarkRow.Measured first, BenchmarkRow.Measured second) {
        return switch (comparison.verdict()) {
            case FIRST_BETTER -> model(first) + " is better";
            case SECOND_BETTER -> model(second) + " is better";
            case NO_DIFFERENCE_SHOWN -> comparison.verdict().text();
        };
    }

    private static String model(BenchmarkRow.Measured row) {
        return row.subject().model();
    }
}
