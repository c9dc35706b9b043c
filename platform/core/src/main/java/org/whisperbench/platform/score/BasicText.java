package org.whisperbench.platform.score;

import java.text.Normalizer.Form;

/**
 * The steps of {@link Normalizer#BASIC}. Each takes time proportional to the text, also for text made of opening
 * brackets only, where a backtracking expression would take the square of it.
 */
final class BasicText {

    private BasicText() {}

    static String normalize(String text) {
        String lower = LowerCase.of(text);
        String bare = withoutRoundBrackets(withoutBrackets(lower));
        return Whitespace.collapse(LowerCase.of(clean(bare)));
    }

    /** Deletes what {@code [<\[][^>\]]*[>\]]} matches: an opening bracket up to the next closing one of either kind. */
    static String withoutBrackets(String text) {
        if (text.indexOf('<') < 0 && text.indexOf('[') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        int open = nextOf(text, '<', '[', from);
        while (open >= 0) {
            int close = nextOf(text, '>', ']', open + 1);
            if (close < 0) {
                break;
            }
            kept.append(text, from, open);
            from = close + 1;
            open = nextOf(text, '<', '[', from);
        }
        return kept.append(text, from, text.length()).toString();
    }

    /** Deletes what {@code \(([^)]+?)\)} matches: "(" up to the next ")" unless they are neighbours. */
    static String withoutRoundBrackets(String text) {
        if (text.indexOf('(') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        int open = text.indexOf('(');
        while (open >= 0) {
            int close = text.indexOf(')', open + 1);
            if (close < 0) {
                break;
            }
            int next = close + 1;
            kept.append(text, from, close == open + 1 ? next : open);
            from = next;
            open = text.indexOf('(', from);
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static int nextOf(String text, char one, char other, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == one || text.charAt(i) == other) {
                return i;
            }
        }
        return -1;
    }

    private static String clean(String text) {
        String composed = Ascii.is(text) ? text : java.text.Normalizer.normalize(text, Form.NFKC);
        StringBuilder clean = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            if (Ascii.isLetterOrDigit(c) || !markSymbolOrPunctuation(c)) {
                clean.appendCodePoint(c);
            } else {
                clean.append(' ');
            }
            i += Character.charCount(c);
        }
        return clean.toString();
    }

    /** The Unicode categories whose names begin with M, S or P. */
    static boolean markSymbolOrPunctuation(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }
}
