package org.whisperbench.platform.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;

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
