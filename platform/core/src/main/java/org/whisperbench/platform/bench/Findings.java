package org.whisperbench.platform.bench;

import java.util.List;
import org.whisperbench.platform.score.LanguageAccuracy;
import org.whisperbench.platform.score.SilenceErrors;

/**
 * What else there is to know of a row.
 *
 * @param invalid why its numbers are not ranked; empty if they may be
 * @param silence what was written for speech whose reference has no words
 * @param languages how often the language was detected, where it is known, was not given and the engine tells it
 * @param attempts attempts that failed before
 */
public record Findings(
        List<String> invalid, SilenceErrors silence, LanguageAccuracy languages, List<BenchmarkRow.Attempt> attempts) {

    /** Copies the lists. */
    public Findings {
        invalid = List.copyOf(invalid);
        attempts = List.copyOf(attempts);
    }
}
