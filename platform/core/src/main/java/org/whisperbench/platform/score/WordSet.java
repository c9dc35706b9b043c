package org.whisperbench.platform.score;

/**
 * The words of a text, as one bit of each word's hash: a word whose bit is not set is not in the text. A word is here a run
 * of {@link WordCharacters} that is as long as it can be.
 */
final class WordSet {

    private static final int BITS = 1024;
    /** A text longer than this would have most bits set. */
    private static final int LONGEST = 2048;

    private static final WordSet ANY = new WordSet(new long[0]);

    private final long[] set;

    private WordSet(long[] set) {
        this.set = set;
    }

    static WordSet of(String text) {
        if (text.length() > LONGEST) {
            return ANY;
        }
        WordSet words = new WordSet(new long[BITS / Long.SIZE]);
        int hash = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = isPart(text, i, c);
            if (part) {
                hash = 31 * hash + c;
            } else if (inWord) {
                words.add(hash);
                hash = 0;
            }
            inWord = part;
        }
        if (inWord) {
            words.add(hash);
        }
        return words;
    }

    private static boolean isPart(String text, int index, char c) {
        if (Ascii.isLetterOrDigit(c)) {
            return true;
        }
        boolean low = Character.isLowSurrogate(c) && index > 0;
        return WordCharacters.is(low ? text.codePointBefore(index + 1) : text.codePointAt(index));
    }

    private void add(int hash) {
        int bit = bit(hash);
        set[bit / Long.SIZE] |= 1L << (bit % Long.SIZE);
    }

    /** The bit of a word with this {@link String#hashCode()}. */
    static int bit(int hash) {
        return (hash ^ hash >>> 12 ^ hash >>> 22) & BITS - 1;
    }

    boolean mayHold(int bit) {
        return set.length == 0 || (set[bit / Long.SIZE] >>> (bit % Long.SIZE) & 1) != 0;
    }
}
