package org.whisperbench.platform.score;

/**
 * Two words that are written as one.
 *
 * @param first the first word
 * @param second the word after it and white space
 * @param joined what is written instead
 */
record Compound(String first, String second, String joined) {

    /** Joins each occurrence from left to right. */
    String joinIn(String text) {
        int found = text.indexOf(first);
        if (found < 0 || !text.contains(second)) {
            return text;
        }
        StringBuilder written = new StringBuilder(text.length());
        int from = 0;
        while (found >= 0) {
            int end = endOf(text, found);
            if (end > 0) {
                written.append(text, from, found).append(joined);
                from = end;
            }
            found = text.indexOf(first, end > 0 ? end : found + 1);
        }
        return written.append(text, from, text.length()).toString();
    }

    /** Returns where the pair that begins here ends, or -1 if none begins here. */
    private int endOf(String text, int start) {
        int gap = start + first.length();
        int next = gap;
        while (next < text.length() && Whitespace.is(text.charAt(next))) {
            next++;
        }
        boolean pair = next > gap && text.startsWith(second, next);
        int end = next + second.length();
        return pair && !WordCharacters.before(text, start) && !WordCharacters.at(text, end) ? end : -1;
    }
}
