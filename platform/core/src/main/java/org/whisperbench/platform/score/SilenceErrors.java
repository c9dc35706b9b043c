package org.whisperbench.platform.score;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What was written for sound in which nothing is said, such as silence, noise or music.
 *
 * @param seconds length of the sound
 * @param words how many words were written, each of them a hallucination; in Chinese and Japanese, which have no spaces
 *     between words, how many characters
 * @param repetition how much of them repeats itself
 */
public record SilenceErrors(double seconds, long words, Repetition repetition) {

    /** No sound at all: the sum over no files. */
    public static final SilenceErrors EMPTY = new SilenceErrors(0, 0, new Repetition(0, 0));

    private static final int SECONDS_PER_MINUTE = 60;

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if one is negative or the length is not finite
     */
    public SilenceErrors {
        if (!Double.isFinite(seconds) || seconds < 0 || words < 0) {
            throw new IllegalArgumentException(words + " words in " + seconds + " s");
        }
    }

    /**
     * Counts the words of one file.
     *
     * @param hypothesis what an engine wrote
     * @param seconds length of the sound
     * @param normalizer applied before it is split into words
     * @return the counts
     */
    public static SilenceErrors of(String hypothesis, double seconds, Normalizer normalizer) {
        List<String> words = normalizer.words(hypothesis);
        return new SilenceErrors(seconds, Units.of(words).all().size(), Repetition.of(words));
    }

    /**
     * Returns the sum with another file's.
     *
     * @param other counts under the same normalizer
     * @return the sum of each count
     */
    public SilenceErrors plus(SilenceErrors other) {
        return new SilenceErrors(seconds + other.seconds, words + other.words, repetition.plus(other.repetition));
    }

    /**
     * Returns how many words were hallucinated in a minute.
     *
     * @return from 0 on; empty if there was no sound
     */
    public OptionalDouble wordsPerMinute() {
        return seconds == 0 ? OptionalDouble.empty() : OptionalDouble.of(words * SECONDS_PER_MINUTE / seconds);
    }
}
