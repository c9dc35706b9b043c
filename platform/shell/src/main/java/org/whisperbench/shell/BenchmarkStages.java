package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;
import org.whisperbench.platform.bench.InForce;

/** What comes before the steady state, what the engines say themselves, and the conditions that were in force. */
final class BenchmarkStages {

    private BenchmarkStages() {}

    static List<String> lines(BenchmarkReport report, boolean verbose) {
        if (report.measured().isEmpty()) {
            return List.of();
        }
        Table table = Table.of(
                "model",
                ">cold load s",
                ">2nd load s",
                ">first inference s",
                ">warm-up s",
                ">engine s",
                ">encoder s",
                ">decoder s",
                ">first segment s",
                ">energy J",
                ">core-hours");
        report.measured().forEach(row -> table.row(cells(row)));
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        report.measured().stream()
                .filter(row -> !row.times().notCold().isEmpty())
                .forEach(row -> lines.add("no cold load: %s: %s"
                        .formatted(row.subject().model(), row.times().notCold())));
        lines.add("");
        lines.addAll(verbose ? allInForce(report) : inForce(report));
        return lines;
    }

    private static String[] cells(BenchmarkRow.Measured row) {
        return new String[] {
            row.subject().model(),
            text(row.times().coldLoad()),
            text(row.times().secondLoad()),
            BenchmarkText.seconds(row.times().firstInferenceSeconds(), 3),
            text(row.times().warmupSeconds().stream()
                    .mapToDouble(seconds -> seconds)
                    .average()),
            mean(row, run -> run.engine().total()),
            mean(row, run -> run.engine().encoder()),
            mean(row, run -> run.engine().decoder()),
            mean(row, BenchmarkRun::firstSegmentSeconds),
            mean(row, run -> run.disturbance().joules()),
            text(row.speed().coreHours())
        };
    }

    private static String mean(BenchmarkRow.Measured row, Function<BenchmarkRun, OptionalDouble> part) {
        List<OptionalDouble> values = row.times().runs().stream().map(part).toList();
        return values.stream().allMatch(OptionalDouble::isPresent)
                ? text(values.stream().mapToDouble(OptionalDouble::getAsDouble).average())
                : "-";
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? BenchmarkText.seconds(value.getAsDouble(), 3) : "-";
    }

    /** What decides whether models may be compared, as far as the engines tell it. */
    private static List<String> inForce(BenchmarkReport report) {
        Table table = Table.of("in force", "precision", "beam", "temperature", "VAD", "language", "task", ">threads");
        for (BenchmarkRow.Measured row : report.measured()) {
            table.row(
                    row.subject().model(),
                    told(row, "precision"),
                    told(row, "beam"),
                    told(row, "temperature"),
                    told(row, "vad"),
                    told(row, "language"),
                    told(row, "task"),
                    told(row, "threads"));
        }
        return table.lines();
    }

    private static String told(BenchmarkRow.Measured row, String name) {
        return InForce.told(row.loaded().effective(), name);
    }

    private static List<String> allInForce(BenchmarkReport report) {
        return report.measured().stream()
                .map(row -> "in force: %s: %s"
                        .formatted(
                                row.subject().model(),
                                String.join(
                                        ", ",
                                        new TreeMap<>(row.loaded().effective())
                                                .entrySet().stream()
                                                        .map(condition ->
                                                                condition.getKey() + " " + condition.getValue())
                                                        .toList())))
                .toList();
    }
}
