package org.whisperbench.platform.score;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the words of a hypothesis differ from those of its reference, for one file or summed over a corpus.
 *
 * <p>The sum of the three errors is the Levenshtein distance over words, each edit costing 1. Where several shortest
 * edits exist, the split into substitutions, deletions and insertions is the one that RapidFuzz, and so jiwer, reports.
 *
 * @param hits words that agree
 * @param substitutions words of the reference in whose place another word stands
 * @param deletions words of the reference that are missing
 * @param insertions words of the hypothesis that are too many
 * @param referenceWords words of the reference: hits, substitutions and deletions together
 */
public record WordErrors(long hits, long substitutions, long deletions, long insertions, long referenceWords) {

    /** No words at all: the sum over no files. */
    public static final WordErrors EMPTY = new WordErrors(0, 0, 0, 0, 0);

    /**
     * Validates the counts.
     *
     * @throws IllegalArgumentException if a count is negative or the reference's words do not add up
     */
    public WordErrors {
        if (Math.min(Math.min(hits, substitutions), Math.min(deletions, insertions)) < 0) {
            throw new IllegalArgumentException("a count of words is negative");
        }
        if (hits + substitutions + deletions != referenceWords) {
            throw new IllegalArgumentException("hits, substitutions and deletions are "
                    + (hits + substitutions + deletions) + " words, the reference has " + referenceWords);
        }
    }

    /**
     * Counts the errors of one file.
     *
     * <p>For n words of reference, m of hypothesis and a distance of d this takes at most about (n + m) d / 64 steps and
     * d sqrt(m) bytes.
     *
     * @param reference what was said
     * @param hypothesis what an engine wrote
     * @param normalizer applied to both before they are split into words
     * @return the counts
     */
    public static WordErrors of(String reference, String hypothesis, Normalizer normalizer) {
        return of(normalizer.words(reference), normalizer.words(hypothesis));
    }

    static WordErrors of(List<String> reference, List<String> hypothesis) {
        return count(WordNumbers.edits(reference, hypothesis));
    }

    static WordErrors count(Edit[] edits) {
        long hits = 0;
        long substitutions = 0;
        long deletions = 0;
        long insertions = 0;
        for (Edit edit : edits) {
            switch (edit) {
                case HIT -> hits++;
                case SUBSTITUTION -> substitutions++;
                case DELETION -> deletions++;
                case INSERTION -> insertions++;
            }
        }
        return new WordErrors(hits, substitutions, deletions, insertions, hits + substitutions + deletions);
    }

    /**
     * Returns the sum with another file's errors: a corpus is scored by its sums, not by the mean of its rates.
     *
     * @param other counts under the same normalizer
     * @return the sum of each count
     */
    public WordErrors plus(WordErrors other) {
        return new WordErrors(
                hits + other.hits,
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions,
                referenceWords + other.referenceWords);
    }

    /**
     * Returns how many words are wrong.
     *
     * @return substitutions, deletions and insertions together
     */
    public long errors() {
        return substitutions + deletions + insertions;
    }

    /**
     * Returns the word error rate: errors divided by words of the reference.
     *
     * @return from 0 on, above 1 where many words were inserted; empty if the reference has no words
     */
    public OptionalDouble rate() {
        return referenceWords == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) errors() / referenceWords);
    }

    /**
     * Returns the match error rate: errors divided by all steps of the alignment, hits included.
     *
     * <p>Source: A. C. Morris, V. Maier, P. Green, "From WER and RIL to MER and WIL", Interspeech 2004.
     *
     * @return from 0 to 1; empty if the reference has no words
     */
    public OptionalDouble matchErrorRate() {
        return referenceWords == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) errors() / (referenceWords + insertions));
    }

    /**
     * Returns the word information preserved: the share of the reference's words that were hit times the share of the
     * hypothesis's words that are hits. Source: as {@link #matchErrorRate()}.
     *
     * @return from 0 to 1; 0 if the hypothesis has no words; empty if the reference has no words
     */
    public OptionalDouble wordInformationPreserved() {
        if (referenceWords == 0) {
            return OptionalDouble.empty();
        }
        long hypothesisWords = hits + substitutions + insertions;
        return OptionalDouble.of(
                hypothesisWords == 0 ? 0 : (double) hits / referenceWords * ((double) hits / hypothesisWords));
    }

    /**
     * Returns the word information lost: 1 less the {@link #wordInformationPreserved() information preserved}.
     *
     * @return from 0 to 1; empty if the reference has no words
     */
    public OptionalDouble wordInformationLost() {
        OptionalDouble preserved = wordInformationPreserved();
        return preserved.isPresent() ? OptionalDouble.of(1 - preserved.getAsDouble()) : preserved;
    }

    /**
     * Returns how many words were written where none were said.
     *
     * @return the insertions if the reference has no words, 0 otherwise
     */
    public long hallucinatedWords() {
        return referenceWords == 0 ? insertions : 0;
    }
}
