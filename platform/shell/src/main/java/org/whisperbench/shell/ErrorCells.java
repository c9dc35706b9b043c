package org.whisperbench.shell;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Interval;
import org.whisperbench.platform.score.WordErrors;

/** The columns in which errors are told. */
final class ErrorCells {

    static final List<String> HEADINGS =
            List.of("model", ">WER % corpus", ">95 %", ">mean", ">median", ">MER %", ">CER %", ">SER %", ">S/D/I");

    private static final int PERCENT = 100;

    private ErrorCells() {}

    static List<String> of(String name, CorpusErrors errors, Optional<Interval> interval) {
        WordErrors words = errors.words();
        return List.of(
                name,
                percent(errors.corpusWordErrorRate()),
                interval.map(ErrorCells::percent).orElse("-"),
                percent(errors.meanWordErrorRate()),
                percent(errors.medianWordErrorRate()),
                percent(words.matchErrorRate()),
                percent(errors.characters().rate()),
                percent(errors.sentenceErrorRate()),
                "%d/%d/%d".formatted(words.substitutions(), words.deletions(), words.insertions()));
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? BenchmarkText.seconds(PERCENT * share.getAsDouble(), 2) : "-";
    }

    private static String percent(Interval interval) {
        return BenchmarkText.seconds(PERCENT * interval.low(), 2)
                + "-"
                + BenchmarkText.seconds(PERCENT * interval.high(), 2);
    }
}
