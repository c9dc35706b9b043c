package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.Transcript;
import org.whisperbench.platform.score.LanguageAccuracy.Detections;
import org.whisperbench.platform.score.SilenceErrors;
import org.whisperbench.platform.score.TimestampErrors;

/** What else was found out, where there was something to find out: silence, languages, timestamps, files without result. */
final class BenchmarkFindings {

    private static final double PERCENT = 100;

    private BenchmarkFindings() {}

    static List<String> lines(BenchmarkReport report) {
        List<String> lines = new ArrayList<>();
        for (BenchmarkRow.Measured row : report.measured()) {
            String model = row.subject().model();
            silence(row.findings().silence()).forEach(text -> lines.add("silence: %s: %s".formatted(model, text)));
            languages(row).forEach(text -> lines.add("language: %s: %s".formatted(model, text)));
            timestamps(row.findings().timestamps())
                    .forEach(text -> lines.add("timestamps: %s: %s".formatted(model, text)));
            lost(row).forEach(text -> lines.add("failed: %s: %s".formatted(model, text)));
        }
        return lines;
    }

    private static List<String> silence(SilenceErrors silence) {
        return silence.wordsPerMinute().stream()
                .mapToObj(rate -> "%s words a minute where nothing is said, %s of their sequences of four repeated"
                        .formatted(decimals(rate, 1), share(silence.repetition().ratio())))
                .toList();
    }

    private static List<String> languages(BenchmarkRow.Measured row) {
        Detections all = row.findings().languages().all();
        if (all.utterances() == 0) {
            return List.of();
        }
        String each = row.findings().languages().perLanguage();
        String interval = row.findings()
                .languages()
                .interval()
                .map(between -> "%s-%s %%"
                        .formatted(decimals(PERCENT * between.low(), 1), decimals(PERCENT * between.high(), 1)))
                .orElse("");
        return List.of("detected in %d of %s, 95 %%: %s (%s)"
                .formatted(all.right(), BenchmarkText.counted(all.utterances(), "file"), interval, each));
    }

    private static List<String> timestamps(TimestampErrors errors) {
        return errors.meanAbsoluteErrorSeconds().stream()
                .mapToObj(mean -> "off by %s s in the mean (%s), %s within 0.2 s, of %d of %d starts and ends"
                        .formatted(
                                decimals(mean, 3),
                                late(errors.meanErrorSeconds().orElse(0)),
                                share(errors.closeShare()),
                                errors.edges(),
                                errors.referenceEdges()))
                .toList();
    }

    private static String late(double seconds) {
        return decimals(Math.abs(seconds), 3) + (seconds < 0 ? " s early" : " s late");
    }

    private static List<String> lost(BenchmarkRow.Measured row) {
        List<Transcript> lost =
                row.transcripts().stream().filter(Transcript::failed).toList();
        return lost.isEmpty()
                ? List.of()
                : List.of("%d of %s; WER if nothing had been written for them: %s (penalized)"
                        .formatted(
                                lost.size(),
                                BenchmarkText.counted(row.transcripts().size(), "file"),
                                share(row.findings().penalized().rate())));
    }

    private static String share(OptionalDouble value) {
        return value.isPresent() ? decimals(PERCENT * value.getAsDouble(), 2) + " %" : "none";
    }

    private static String decimals(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
