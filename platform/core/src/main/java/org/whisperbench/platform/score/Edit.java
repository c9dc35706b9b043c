package org.whisperbench.platform.score;

/** What becomes of one word on the way from a reference to a hypothesis. */
public enum Edit {
    /** It is in both. */
    HIT(' '),
    /** Another word stands in its place. */
    SUBSTITUTION('S'),
    /** It is missing in the hypothesis. */
    DELETION('D'),
    /** It is in the hypothesis only. */
    INSERTION('I');

    private final char letter;

    Edit(char letter) {
        this.letter = letter;
    }

    /**
     * Returns the letter that stands for it in an alignment.
     *
     * @return S, D or I, or a space for a hit
     */
    public char letter() {
        return letter;
    }

    boolean hasReference() {
        return this != INSERTION;
    }

    boolean hasHypothesis() {
        return this != DELETION;
    }
}
