package org.whisperbench.platform.bench;

import java.util.List;
import org.whisperbench.platform.score.LanguageAccuracy;
import org.whisperbench.platform.score.SilenceErrors;
import org.whisperbench.platform.score.TimestampErrors;
import org.whisperbench.platform.score.WordErrors;

/**
 * What else there is to know of a row.
 *
 * @param invalid why its numbers are not ranked; empty if they may be
 * @param silence what was written for speech whose reference has no words
 * @param languages how often the language was detected, where it is known, was not given and the engine tells it
 * @param timestamps how far times are from those of the reference, where that has any
 * @param penalized word errors if nothing had been written for files on which the engine failed
 * @param attempts attempts that failed before
 */
public record Findings(
        List<String> invalid,
        SilenceErrors silence,
        LanguageAccuracy languages,
        TimestampErrors timestamps,
        WordErrors penalized,
        List<BenchmarkRow.Attempt> attempts) {

    /** Copies the lists. */
    public Findings {
        invalid = List.copyOf(invalid);
        attempts = List.copyOf(attempts);
    }
}
