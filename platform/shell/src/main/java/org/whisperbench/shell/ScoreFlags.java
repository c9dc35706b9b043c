package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkRequest;
import org.whisperbench.platform.score.SpellingTable;
import org.whisperbench.platform.score.TextRules;
import picocli.CommandLine.Option;

/** How transcripts are scored, and what may be ranked. */
final class ScoreFlags {

    private static final double PERCENT = 100;

    @Option(
            names = "--normalizer",
            paramLabel = "RULES",
            defaultValue = TextRules.AUTO,
            description = "what is done to texts before words are compared: none, basic, whisper-en, leaderboard-en, or"
                    + " auto, which is whisper-en where the language is English and basic elsewhere (default: auto)")
    private String normalizer = TextRules.AUTO;

    @Option(
            names = "--spellings",
            paramLabel = "FILE",
            description =
                    "table of British and American spellings for the rules that end in -en: the normalizer.json of"
                            + " a Whisper model (default: none)")
    private @Nullable Path spellings;

    @Option(
            names = "--max-wer",
            paramLabel = "PERCENT",
            description = "do not rank models whose word error rate is above this (default: no bound)")
    private @Nullable Double worstRate;

    @Option(
            names = "--across",
            paramLabel = "OPTION",
            description =
                    "also compare models that differ in this, such as precision, threads or language; may be repeated")
    private Set<String> across = new TreeSet<>();

    TextRules rules() {
        Path table = spellings;
        return new TextRules(normalizer, table == null ? SpellingTable.EMPTY : SpellingTable.read(table));
    }

    BenchmarkRequest.Comparison comparison() {
        Double worst = worstRate;
        if (worst != null && !(worst >= 0)) {
            throw new WhisperException(
                    ErrorKind.USER, "'--max-wer %s' is no rate in percent; give 0 or more".formatted(worst));
        }
        return new BenchmarkRequest.Comparison(worst == null ? Double.POSITIVE_INFINITY : worst / PERCENT, across);
    }
}
