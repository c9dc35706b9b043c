package org.whisperbench.platform.score;

/**
 * A literal text and what stands in its place.
 *
 * @param literal what is looked for, not empty
 * @param replacement what is written instead
 * @param startsWord whether no character of a word may stand before it
 * @param endsWord whether no character of a word may stand after it
 */
record Phrase(String literal, String replacement, boolean startsWord, boolean endsWord) {

    private static final String EDGE = "|";

    /** Reads the notation of the rule files, in which a bar stands for the edge of a word, a low line for a space. */
    static Phrase parse(String notation, String replacement) {
        boolean starts = notation.startsWith(EDGE);
        boolean ends = notation.endsWith(EDGE);
        String literal = notation.substring(starts ? 1 : 0, notation.length() - (ends ? 1 : 0));
        return new Phrase(literal, replacement.replace('_', ' '), starts, ends);
    }

    /** Whether it is a word and so can only be found in texts that have that word. */
    boolean isWord() {
        return startsWord && endsWord && literal.codePoints().allMatch(WordCharacters::is);
    }

    /** Replaces each occurrence from left to right; what was replaced is not looked at again. */
    String replaceIn(String text) {
        int found = text.indexOf(literal);
        if (found < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + 16);
        int from = 0;
        while (found >= 0) {
            int end = found + literal.length();
            boolean whole =
                    !(startsWord && WordCharacters.before(text, found)) && !(endsWord && WordCharacters.at(text, end));
            if (whole) {
                replaced.append(text, from, found).append(replacement);
                from = end;
            }
            found = text.indexOf(literal, whole ? end : found + 1);
        }
        return replaced.append(text, from, text.length()).toString();
    }
}
