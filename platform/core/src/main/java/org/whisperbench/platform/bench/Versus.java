package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.platform.score.Bootstrap;
import org.whisperbench.platform.score.PairedComparison;
import org.whisperbench.platform.score.RelativeSpeed;

/**
 * A model compared with the first one of its group.
 *
 * @param baseline name of the first one's row
 * @param model name of its row
 * @param speed how many times as fast it is; empty if either was run only once
 * @param accuracy how its word errors differ on the same files, the baseline first; empty if fewer than two have words
 */
public record Versus(
        String baseline, String model, Optional<RelativeSpeed> speed, Optional<PairedComparison> accuracy) {

    /**
     * Compares each model with the first one of its group.
     *
     * @param rows all rows of a benchmark
     * @param groups which of them may be compared with each other
     * @return in the order of the groups and their rows
     */
    public static List<Versus> of(List<BenchmarkRow> rows, List<BenchmarkReport.Group> groups) {
        List<BenchmarkRow.Measured> measured = rows.stream()
                .filter(BenchmarkRow.Measured.class::isInstance)
                .map(BenchmarkRow.Measured.class::cast)
                .toList();
        List<Versus> all = new ArrayList<>();
        for (BenchmarkReport.Group group : groups) {
            List<BenchmarkRow.Measured> members = measured.stream()
                    .filter(row -> group.models().contains(row.subject().model()))
                    .toList();
            members.stream().skip(1).forEach(row -> all.add(of(members.get(0), row)));
        }
        return all;
    }

    private static Versus of(BenchmarkRow.Measured baseline, BenchmarkRow.Measured row) {
        return new Versus(
                baseline.subject().model(),
                row.subject().model(),
                RelativeSpeed.of(baseline.speed().statistics(), row.speed().statistics()),
                Bootstrap.STANDARD.compare(baseline.wordErrors(), row.wordErrors()));
    }
}
