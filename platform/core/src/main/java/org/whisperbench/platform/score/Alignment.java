package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a reference and a hypothesis side by side. Among equally short ways it is the one of RapidFuzz, and so of
 * jiwer.
 *
 * @param steps from the first word to the last
 */
public record Alignment(List<Step> steps) {

    /** Copies the list. */
    public Alignment {
        steps = List.copyOf(steps);
    }

    /**
     * One word, or one pair of words.
     *
     * @param edit what becomes of it
     * @param reference what was said; empty for an insertion; of a merged compound its words with a space between
     * @param hypothesis what was written; empty for a deletion; likewise
     */
    public record Step(Edit edit, String reference, String hypothesis) {}

    /**
     * Aligns two texts, in the time and memory of {@link WordErrors#of}.
     *
     * @param reference what was said
     * @param hypothesis what an engine wrote
     * @param normalizer applied to both before they are split into words
     * @return the alignment of the normalized words
     */
    public static Alignment of(String reference, String hypothesis, Normalizer normalizer) {
        return of(normalizer.words(reference), normalizer.words(hypothesis));
    }

    static Alignment of(List<String> reference, List<String> hypothesis) {
        WordNumbers numbers = new WordNumbers();
        List<Step> steps = new ArrayList<>();
        int said = 0;
        int written = 0;
        for (Edit edit : EditTrace.edits(numbers.of(reference), numbers.of(hypothesis))) {
            steps.add(new Step(
                    edit,
                    edit.hasReference() ? reference.get(said++) : "",
                    edit.hasHypothesis() ? hypothesis.get(written++) : ""));
        }
        return new Alignment(steps);
    }

    /**
     * Returns the counts of the edits. Of a merged compound each word of the reference is a hit.
     *
     * @return the same as {@link WordErrors#of} for the same texts
     */
    public WordErrors errors() {
        WordErrors errors = WordErrors.count(steps.stream().map(Step::edit).toArray(Edit[]::new));
        long merged = steps.stream()
                .filter(step -> step.edit() == Edit.HIT)
                .mapToLong(
                        step -> step.reference().chars().filter(c -> c == ' ').count())
                .sum();
        return new WordErrors(
                errors.hits() + merged,
                errors.substitutions(),
                errors.deletions(),
                errors.insertions(),
                errors.referenceWords() + merged);
    }

    /**
     * Returns the alignment for people, in the form of jiwer's {@code visualize_alignment}: a line of the reference, one
     * of the hypothesis, where stars stand for a word that is missing, and one with S, D or I under each error. Words
     * are right-aligned; a character takes one column, whatever its script.
     *
     * @param width columns after which a new group of three lines begins, as far as single words permit
     * @return groups separated by an empty line; no line break at the end
     */
    public String text(int width) {
        return AlignmentText.of(steps, width);
    }
}
