package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.Versus;
import org.whisperbench.platform.score.PairedComparison;
import org.whisperbench.platform.score.RelativeSpeed;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.Standing;

/**
 * What may be said of differences: between runs, and between models that may be compared. There ranks are shown where
 * intervals separate, and each model is compared with the first.
 */
final class BenchmarkDifferences {

    private static final double PERCENT = 100;

    private BenchmarkDifferences() {}

    static List<String> lines(BenchmarkReport report) {
        Map<String, Versus> compared = report.comparisons().stream()
                .collect(Collectors.toMap(Versus::model, each -> each, (one, other) -> one));
        List<String> lines = new ArrayList<>();
        for (BenchmarkReport.Group group : report.groups()) {
            List<BenchmarkRow.Measured> rows = report.measured().stream()
                    .filter(row -> group.models().contains(model(row)))
                    .toList();
            if (!group.reason().isEmpty()) {
                lines.add("apart: %s: %s".formatted(String.join(", ", group.models()), group.reason()));
            }
            if (rows.size() > 1) {
                lines.addAll(speeds(rows, compared));
                rows.stream()
                        .map(row -> compared.get(model(row)))
                        .filter(Objects::nonNull)
                        .forEach(versus -> lines.addAll(accuracy(versus)));
            }
        }
        report.measured().stream()
                .filter(row -> !row.isValid())
                .forEach(row -> lines.add("not ranked: %s: %s"
                        .formatted(model(row), String.join("; ", row.findings().invalid()))));
        return lines;
    }

    /** The runs of a model that do not belong to the others, or that something disturbed. */
    static List<String> doubts(BenchmarkRow.Measured row) {
        List<String> lines = new ArrayList<>();
        for (int run : row.speed().statistics().outlierRuns()) {
            lines.add("outlier: run %d of %s took %s s, far from the median"
                    .formatted(
                            run,
                            model(row),
                            BenchmarkText.seconds(row.times().runSeconds().get(run - 1), 3)));
        }
        for (String mark : List.of("busy", "throttled", "engines not idle")) {
            long marked = row.times().runs().stream()
                    .filter(run -> run.marks().contains(mark))
                    .count();
            if (marked > 0) {
                lines.add("disturbed: %d of %s of %s: %s"
                        .formatted(
                                marked, BenchmarkText.counted(row.times().runs().size(), "run"), model(row), mark));
            }
        }
        return lines;
    }

    private static List<String> speeds(List<BenchmarkRow.Measured> family, Map<String, Versus> compared) {
        List<RunStatistics> times =
                family.stream().map(row -> row.speed().statistics()).toList();
        List<Standing> standings = Standing.bySpeed(times);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < family.size(); i++) {
            String ratio = Optional.ofNullable(compared.get(model(family.get(i))))
                    .flatMap(Versus::speed)
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

    private static List<String> accuracy(Versus versus) {
        return versus.accuracy()
                .map(comparison -> List.of(String.format(
                        Locale.ROOT,
                        "accuracy: WER of %s less that of %s: %+.2f %% [%+.2f, %+.2f], P %.4f, %s",
                        versus.model(),
                        versus.baseline(),
                        PERCENT * (comparison.second() - comparison.first()),
                        PERCENT * comparison.difference().low(),
                        PERCENT * comparison.difference().high(),
                        comparison.p(),
                        verdict(comparison, versus))))
                .orElse(List.of());
    }

    private static String verdict(PairedComparison comparison, Versus versus) {
        return switch (comparison.verdict()) {
            case FIRST_BETTER -> versus.baseline() + " is better";
            case SECOND_BETTER -> versus.model() + " is better";
            case NO_DIFFERENCE_SHOWN -> comparison.verdict().text();
        };
    }

    private static String model(BenchmarkRow.Measured row) {
        return row.subject().model();
    }
}
