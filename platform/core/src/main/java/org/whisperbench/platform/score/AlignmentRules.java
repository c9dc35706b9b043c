package org.whisperbench.platform.score;

import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * What an alignment of words makes as cheap as it can be. The standard counts every error as one, as jiwer and whoever reports a
 * plain word error rate do.
 *
 * @param weights what each error costs while the alignment is looked for; rates count errors, not their costs
 * @param mergesCompounds whether several words that together are one word of the other side are a hit, as kaldialign and so the
 *     Open ASR Leaderboard have it: "white paper" is "whitepaper"
 */
public record AlignmentRules(Weights weights, boolean mergesCompounds) {

    /** Every error costs one, and words are what white space parts. */
    public static final AlignmentRules STANDARD = new AlignmentRules(Weights.EQUAL, false);

    /** What errors cost. */
    public enum Weights {
        /** One each. */
        EQUAL(1, 1),
        /** Four for a substitution, three for a deletion or an insertion, as NIST's sclite has them. */
        SCLITE(4, 3);

        private final int substitution;
        private final int gap;

        Weights(int substitution, int gap) {
            this.substitution = substitution;
            this.gap = gap;
        }

        int substitution() {
            return substitution;
        }

        /** Of a deletion or an insertion. */
        int gap() {
            return gap;
        }

        /**
         * Returns the weights of that name.
         *
         * @param name such as {@code sclite}
         * @return the weights
         * @throws WhisperException if there are none ({@link ErrorKind#USER})
         */
        public static Weights parse(String name) {
            for (Weights weights : values()) {
                if (weights.text().equals(name)) {
                    return weights;
                }
            }
            throw new WhisperException(
                    ErrorKind.USER, "weights '%s' are not known; use equal or sclite".formatted(name));
        }

        /**
         * Returns the name as users type it.
         *
         * @return lower case
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Aligns two texts.
     *
     * @param reference what was said
     * @param hypothesis what an engine wrote
     * @param normalizer applied to both before they are split into words
     * @return an alignment of the normalized words that costs least; a merged compound is one step
     * @throws WhisperException if these are not the standard and the texts are too long for a whole table of their words
     *     ({@link ErrorKind#USER})
     */
    public Alignment align(String reference, String hypothesis, Normalizer normalizer) {
        List<String> said = normalizer.words(reference);
        List<String> written = normalizer.words(hypothesis);
        return equals(STANDARD) ? Alignment.of(said, written) : new WeightedAlignment(this, said, written).alignment();
    }

    /**
     * Counts the errors of one file.
     *
     * @param reference what was said
     * @param hypothesis what an engine wrote
     * @param normalizer applied to both
     * @return the counts; those of characters do not depend on these rules
     * @throws WhisperException as {@link #align}
     */
    public UtteranceErrors errors(String reference, String hypothesis, Normalizer normalizer) {
        UtteranceErrors standard = UtteranceErrors.of(reference, hypothesis, normalizer);
        return equals(STANDARD)
                ? standard
                : new UtteranceErrors(align(reference, hypothesis, normalizer).errors(), standard.characters());
    }

    /**
     * Returns the rules for people.
     *
     * @return an empty text for the standard, else such as {@code weights sclite, compounds merged}
     */
    @Override
    public String toString() {
        String compounds = mergesCompounds ? "compounds merged" : "";
        if (weights == Weights.EQUAL) {
            return compounds;
        }
        return "weights " + weights.text() + (mergesCompounds ? ", " + compounds : "");
    }
}
