package org.whisperbench.platform.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.Versus;
import org.whisperbench.platform.score.Interval;
import org.whisperbench.platform.score.PairedComparison;
import org.whisperbench.platform.score.RelativeSpeed;
import org.whisperbench.platform.score.RunStatistics;

/** The numbers of a model that tables have, by their names, to nine digits; empty texts where there is none. */
final class ReportRow {

    private static final Map<String, Function<BenchmarkRow.Measured, String>> NUMBERS = new LinkedHashMap<>();

    static {
        NUMBERS.put("runs", row -> Integer.toString(row.times().runs().size()));
        NUMBERS.put("load_cold_seconds", row -> number(row.times().coldLoad()));
        NUMBERS.put("load_second_seconds", row -> number(row.times().secondLoad()));
        NUMBERS.put("first_inference_seconds", row -> number(row.times().firstInferenceSeconds()));
        NUMBERS.put(
                "warmup_seconds",
                row -> number(row.times().warmupSeconds().stream()
                        .mapToDouble(seconds -> seconds)
                        .average()));
        NUMBERS.put("mean_seconds", row -> number(times(row).meanSeconds()));
        NUMBERS.put("mean_low_seconds", row -> number(end(row, Interval::low)));
        NUMBERS.put("mean_high_seconds", row -> number(end(row, Interval::high)));
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
        NUMBERS.put(
                "outlier_runs", row -> Integer.toString(times(row).outlierRuns().size()));
        NUMBERS.put(
                "disturbed_runs",
                row -> count(
                        row.times().runs().stream().filter(run -> !run.marks().isEmpty())));
        NUMBERS.put("unstable_files", row -> count(row.transcripts().stream().filter(text -> !text.stable())));
        NUMBERS.put(
                "in_force",
                row -> Conditions.of(row).stream()
                        .map(one -> one.name() + "=" + one.text())
                        .collect(Collectors.joining("; ")));
    }

    private static final List<String> COMPARED = List.of(
            "compared_with",
            "times_as_fast",
            "times_as_fast_sd",
            "wer_difference",
            "wer_difference_low",
            "wer_difference_high",
            "wer_difference_p",
            "normalizers");

    private ReportRow() {}

    /** Names of the columns: first what it is, then the numbers. */
    static List<String> columns() {
        List<String> columns =
                new java.util.ArrayList<>(List.of("run_id", "model", "backend", "outcome", "ranked", "reason"));
        columns.addAll(NUMBERS.keySet());
        columns.addAll(COMPARED);
        return columns;
    }

    static List<String> cells(BenchmarkReport report, List<Versus> comparisons, BenchmarkRow row) {
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
        cells.addAll(compared(comparisons, row.subject().model()));
        cells.add(report.settings().normalizers().stream()
                .map(rules -> rules.id() + " " + rules.sha256())
                .collect(Collectors.joining("; ")));
        return cells;
    }

    private static List<String> compared(List<Versus> comparisons, String model) {
        Optional<Versus> versus =
                comparisons.stream().filter(each -> each.model().equals(model)).findFirst();
        Optional<RelativeSpeed> speed = versus.flatMap(Versus::speed);
        Optional<PairedComparison> accuracy = versus.flatMap(Versus::accuracy);
        return List.of(
                versus.map(Versus::baseline).orElse(""),
                speed.map(s -> number(s.ratio())).orElse(""),
                speed.map(s -> number(s.deviation())).orElse(""),
                accuracy.map(a -> number(a.second() - a.first())).orElse(""),
                accuracy.map(a -> number(a.difference().low())).orElse(""),
                accuracy.map(a -> number(a.difference().high())).orElse(""),
                accuracy.map(a -> number(a.p())).orElse(""));
    }

    private static OptionalDouble end(BenchmarkRow.Measured row, ToDoubleFunction<Interval> end) {
        return times(row).meanInterval().stream().mapToDouble(end).findFirst();
    }

    private static String count(Stream<?> found) {
        return Long.toString(found.count());
    }

    private static RunStatistics times(BenchmarkRow.Measured row) {
        return row.speed().statistics();
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
