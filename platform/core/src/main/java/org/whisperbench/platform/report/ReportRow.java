package org.whisperbench.platform.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.score.RunStatistics;

/** The numbers of a model that tables have, by their names, in full precision; empty texts where there is none. */
final class ReportRow {

    private static final Map<String, Function<BenchmarkRow.Measured, String>> NUMBERS = new LinkedHashMap<>();

    static {
        NUMBERS.put("runs", row -> Integer.toString(row.times().runs().size()));
        NUMBERS.put("load_cold_seconds", row -> load(row, 0));
        NUMBERS.put("load_second_seconds", row -> load(row, 1));
        NUMBERS.put("first_inference_seconds", row -> number(row.times().firstInferenceSeconds()));
        NUMBERS.put(
                "warmup_seconds",
                row -> number(row.times().warmupSeconds().stream()
                        .mapToDouble(seconds -> seconds)
                        .average()));
        NUMBERS.put("mean_seconds", row -> number(times(row).meanSeconds()));
        NUMBERS.put("sd_seconds", row -> number(times(row).standardDeviationSeconds()));
        NUMBERS.put("median_seconds", row -> number(times(row).medianSeconds()));
        NUMBERS.put("min_seconds", row -> number(times(row).minSeconds()));
        NUMBERS.put("max_seconds", row -> number(times(row).maxSeconds()));
        NUMBERS.put("p90_seconds", row -> number(times(row).p90Seconds()));
        NUMBERS.put("rtf", row -> number(row.speed().rtf()));
        NUMBERS.put("rtfx", row -> number(row.speed().rtfx()));
        NUMBERS.put("core_hours_per_audio_hour", row -> number(row.speed().coreHours()));
        NUMBERS.put("engine_seconds", row -> mean(row, run -> run.engine().total()));
        NUMBERS.put("encoder_seconds", row -> mean(row, run -> run.engine().encoder()));
        NUMBERS.put("decoder_seconds", row -> mean(row, run -> run.engine().decoder()));
        NUMBERS.put("first_segment_seconds", row -> mean(row, run -> run.firstSegmentSeconds()));
        NUMBERS.put("energy_joules", row -> mean(row, run -> run.disturbance().joules()));
        NUMBERS.put("cpu_seconds", row -> number(row.resources().cpuSeconds()));
        NUMBERS.put("peak_bytes", row -> bytes(row.resources().peakBytes()));
        NUMBERS.put("host_peak_bytes", row -> bytes(row.resources().hostPeakBytes()));
        NUMBERS.put("corpus_wer", row -> number(row.errors().corpusWordErrorRate()));
        NUMBERS.put("mean_wer", row -> number(row.errors().meanWordErrorRate()));
        NUMBERS.put("median_wer", row -> number(row.errors().medianWordErrorRate()));
        NUMBERS.put("mer", row -> number(row.errors().words().matchErrorRate()));
        NUMBERS.put("wil", row -> number(row.errors().words().wordInformationLost()));
        NUMBERS.put("cer", row -> number(row.errors().characters().rate()));
        NUMBERS.put("ser", row -> number(row.errors().sentenceErrorRate()));
        NUMBERS.put("substitutions", row -> Long.toString(row.errors().words().substitutions()));
        NUMBERS.put("deletions", row -> Long.toString(row.errors().words().deletions()));
        NUMBERS.put("insertions", row -> Long.toString(row.errors().words().insertions()));
        NUMBERS.put("penalized_wer", row -> number(row.findings().penalized().rate()));
        NUMBERS.put(
                "timestamp_error_seconds",
                row -> number(row.findings().timestamps().meanAbsoluteErrorSeconds()));
        NUMBERS.put(
                "timestamps_within_200_ms",
                row -> number(row.findings().timestamps().closeShare()));
        NUMBERS.put(
                "language_accuracy", row -> number(row.findings().languages().accuracy()));
        NUMBERS.put(
                "silence_words_per_minute",
                row -> number(row.findings().silence().wordsPerMinute()));
    }

    private ReportRow() {}

    /** Names of the columns: first what it is, then the numbers. */
    static List<String> columns() {
        List<String> columns =
                new java.util.ArrayList<>(List.of("run_id", "model", "backend", "outcome", "ranked", "reason"));
        columns.addAll(NUMBERS.keySet());
        return columns;
    }

    static List<String> cells(BenchmarkReport report, BenchmarkRow row) {
        List<String> cells = new java.util.ArrayList<>(List.of(
                report.execution().id(), row.subject().model(), row.subject().backend(), row.outcome()));
        if (row instanceof BenchmarkRow.Measured measured) {
            boolean ranked = measured.isValid() && !row.subject().control();
            cells.add(Boolean.toString(ranked));
            cells.add(String.join("; ", measured.findings().invalid()));
            NUMBERS.values().forEach(number -> cells.add(number.apply(measured)));
        } else {
            cells.add("false");
            cells.add(Rows.problem(row));
            NUMBERS.values().forEach(number -> cells.add(""));
        }
        return cells;
    }

    private static RunStatistics times(BenchmarkRow.Measured row) {
        return row.speed().statistics();
    }

    private static String load(BenchmarkRow.Measured row, int index) {
        List<Double> loads = row.times().loadSeconds();
        return index < loads.size() ? number(loads.get(index)) : "";
    }

    private static String mean(
            BenchmarkRow.Measured row, Function<org.whisperbench.platform.bench.BenchmarkRun, OptionalDouble> part) {
        return number(Rows.mean(row, part));
    }

    private static String bytes(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.9g", value);
    }
}
