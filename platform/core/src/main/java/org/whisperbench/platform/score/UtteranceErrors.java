package org.whisperbench.platform.score;

/**
 * The errors of one utterance, which is one file.
 *
 * @param words those of its words
 * @param characters those of its characters
 */
public record UtteranceErrors(WordErrors words, CharacterErrors characters) {

    /**
     * Counts the errors.
     *
     * @param reference what was said; without words where nothing was
     * @param hypothesis what an engine wrote
     * @param normalizer applied to both
     * @return the counts
     */
    public static UtteranceErrors of(String reference, String hypothesis, Normalizer normalizer) {
        Characters said = new Characters(normalizer.normalize(reference));
        Characters written = new Characters(normalizer.normalize(hypothesis));
        Edit[] edits = WordNumbers.edits(said.words(), written.words());
        return new UtteranceErrors(WordErrors.count(edits), Characters.errors(said, written, edits));
    }

    /**
     * Returns whether its reference has no words.
     *
     * @return true if nothing was said, so that no rate is defined
     */
    public boolean isSilent() {
        return words.referenceWords() == 0;
    }
}
