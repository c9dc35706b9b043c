package org.whisperbench.platform.score;

import java.util.OptionalDouble;

/**
 * How the characters of a hypothesis differ from those of its reference, for one file or summed over a corpus.
 *
 * @param errors the Levenshtein distance over code points, each edit costing 1
 * @param referenceCharacters code points of the normalized reference, spaces between words included
 */
public record CharacterErrors(long errors, long referenceCharacters) {

    /** No characters at all: the sum over no files. */
    public static final CharacterErrors EMPTY = new CharacterErrors(0, 0);

    /**
     * Validates the counts.
     *
     * @throws IllegalArgumentException if a count is negative
     */
    public CharacterErrors {
        if (Math.min(errors, referenceCharacters) < 0) {
            throw new IllegalArgumentException("a count of characters is negative");
        }
    }

    /**
     * Counts the errors of one file. As jiwer does by default, white space at the edges of the normalized texts does not
     * count, but that between words does.
     *
     * <p>For n characters of reference, m of hypothesis and a distance of d this takes at most about (n + m) d / 64 steps.
     *
     * @param reference what was said
     * @param hypothesis what an engine wrote
     * @param normalizer applied to both
     * @return the counts
     */
    public static CharacterErrors of(String reference, String hypothesis, Normalizer normalizer) {
        return UtteranceErrors.of(reference, hypothesis, normalizer).characters();
    }

    /**
     * Returns the sum with another file's errors.
     *
     * @param other counts under the same normalizer
     * @return the sum of each count
     */
    public CharacterErrors plus(CharacterErrors other) {
        return new CharacterErrors(errors + other.errors, referenceCharacters + other.referenceCharacters);
    }

    /**
     * Returns the character error rate: errors divided by characters of the reference.
     *
     * @return from 0 on, above 1 where many characters were inserted; empty if the reference has none
     */
    public OptionalDouble rate() {
        return referenceCharacters == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) errors / referenceCharacters);
    }
}
