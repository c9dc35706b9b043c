package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;
import org.whisperbench.platform.score.RunStatistics;

/** What several formats ask of rows. */
final class Rows {

    private static final double BYTES_PER_MB = 1e6;

    private Rows() {}

    /** Why there are no numbers, in one line. */
    static String problem(BenchmarkRow row) {
        if (row instanceof BenchmarkRow.Unavailable unavailable) {
            return unavailable.reason();
        }
        if (row instanceof BenchmarkRow.Failed failed) {
            return "during %s: %s".formatted(failed.stage(), failed.message());
        }
        if (row instanceof BenchmarkRow.TimedOut late) {
            return "during %s: %s".formatted(late.stage(), late.message());
        }
        if (row instanceof BenchmarkRow.Crashed crashed) {
            return "during %s: %s".formatted(crashed.stage(), crashed.message());
        }
        return "";
    }

    /** The mean over the runs of something that every run knows; else empty. */
    static OptionalDouble mean(BenchmarkRow.Measured row, Function<BenchmarkRun, OptionalDouble> part) {
        List<OptionalDouble> values = row.times().runs().stream().map(part).toList();
        return values.stream().allMatch(OptionalDouble::isPresent)
                ? values.stream().mapToDouble(OptionalDouble::getAsDouble).average()
                : OptionalDouble.empty();
    }

    /** What a reader must know of the measured passes and their texts. */
    static List<String> doubts(BenchmarkRow.Measured row) {
        List<String> doubts = new ArrayList<>();
        long unstable =
                row.transcripts().stream().filter(text -> !text.stable()).count();
        if (unstable > 0) {
            doubts.add("another text in another run for %d of %d files"
                    .formatted(unstable, row.transcripts().size()));
        }
        if (!row.times().notCold().isEmpty()) {
            doubts.add("no cold load, since " + row.times().notCold());
        }
        int runs = row.times().runs().size();
        for (String mark : List.of("busy", "throttled", "engines not idle")) {
            long marked = row.times().runs().stream()
                    .filter(run -> run.marks().contains(mark))
                    .count();
            if (marked > 0) {
                doubts.add("%d of %d runs disturbed: %s".formatted(marked, runs, mark));
            }
        }
        List<Integer> outliers = row.speed().statistics().outlierRuns();
        if (!outliers.isEmpty()) {
            doubts.add("far from the median: run "
                    + outliers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return doubts;
    }

    /** The interval of the mean time. */
    static String between(RunStatistics times) {
        return times.meanInterval()
                .map(mean -> decimals(mean.low(), 3) + "–" + decimals(mean.high(), 3))
                .orElse("–");
    }

    static String megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? decimals(bytes.getAsLong() / BYTES_PER_MB, 1) : "–";
    }

    static String decimals(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static String decimals(OptionalDouble value, double factor, int decimals) {
        return value.isPresent() ? decimals(factor * value.getAsDouble(), decimals) : "–";
    }
}
