package org.whisperbench.api;

import java.time.Duration;
import java.util.Map;

/**
 * A word and when it is spoken.
 *
 * @param start when it begins, from the beginning of the audio
 * @param end when it ends, not before {@code start}
 * @param text the word with its punctuation, without surrounding space
 * @param measures what the engine tells of it, its {@link Measure#PROBABILITY} above all; what it does not tell is absent
 * @since 1.1
 */
public record Word(Duration start, Duration end, String text, Map<Measure, Double> measures) {

    /** Validates the times and copies the map. */
    public Word {
        Text.require(!start.isNegative(), "word starts at %s, before the audio", start);
        Text.require(end.compareTo(start) >= 0, "word ends at %s, before its start at %s", end, start);
        measures = Map.copyOf(measures);
    }

    /**
     * Makes a word of which nothing further is known.
     *
     * @param start when it begins
     * @param end when it ends
     * @param text the word
     */
    public Word(Duration start, Duration end, String text) {
        this(start, end, text, Map.of());
    }
}
