package org.whisperbench.platform.score;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How much of a text repeats itself, as an engine does that is caught in a loop.
 *
 * <p>Source: seq-rep-4 of S. Welleck et al., "Neural text generation with unlikelihood training", ICLR 2020.
 *
 * <p>In Chinese and Japanese, where no spaces are between words, eight neighbouring characters count for four words.
 *
 * @param sequences how many sequences of four neighbouring words there are, overlapping ones included
 * @param repeated how many of them are the same as an earlier one
 */
public record Repetition(long sequences, long repeated) {

    private static final int WORDS = 4;
    private static final int CHARACTERS = 8;

    /**
     * Validates the counts.
     *
     * @throws IllegalArgumentException if one is negative or more are repeated than there are
     */
    public Repetition {
        if (repeated < 0 || repeated > sequences) {
            throw new IllegalArgumentException(repeated + " of " + sequences + " sequences are repeated");
        }
    }

    /**
     * Counts the sequences of one text.
     *
     * @param words of the text, as a {@link Normalizer} gives them
     * @return the counts
     */
    public static Repetition of(List<String> words) {
        Set<List<String>> seen = new HashSet<>();
        Units units = Units.of(words);
        int length = units.areMostlyCharacters() ? CHARACTERS : WORDS;
        int sequences = Math.max(0, units.all().size() - length + 1);
        for (int i = 0; i < sequences; i++) {
            seen.add(units.all().subList(i, i + length));
        }
        return new Repetition(sequences, sequences - seen.size());
    }

    /**
     * Returns the sum with another text's.
     *
     * @param other counts of another text; what is in both is no repetition
     * @return the sum of each count
     */
    public Repetition plus(Repetition other) {
        return new Repetition(sequences + other.sequences, repeated + other.repeated);
    }

    /**
     * Returns the repetition ratio: repeated sequences divided by sequences.
     *
     * @return from 0, nothing repeats, to nearly 1; empty for texts of fewer than four words
     */
    public OptionalDouble ratio() {
        return sequences == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) repeated / sequences);
    }
}
