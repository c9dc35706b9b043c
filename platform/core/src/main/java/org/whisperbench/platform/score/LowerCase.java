package org.whisperbench.platform.score;

import java.util.Locale;

/**
 * Lower case as the Unicode Standard defines it and Python's {@code str.lower} does it.
 *
 * <p>{@link String#toLowerCase(Locale)} differs in one letter: it decides whether a capital sigma ends a word by a word
 * iterator, so a sigma before Arabic or Japanese text becomes another letter there.
 *
 * <p>Source: The Unicode Standard, section 3.13, condition Final_Sigma and properties Cased and Case_Ignorable; the
 * characters with Word_Break MidLetter, MidNumLet or Single_Quote from {@code WordBreakProperty.txt} of Unicode 13.
 */
final class LowerCase {

    private static final char CAPITAL_SIGMA = '\u03A3';
    private static final String IN_WORDS =
            "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    private LowerCase() {}

    static String of(String text) {
        if (text.indexOf(CAPITAL_SIGMA) < 0) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder settled = new StringBuilder(text);
        for (int i = text.indexOf(CAPITAL_SIGMA); i >= 0; i = text.indexOf(CAPITAL_SIGMA, i + 1)) {
            settled.setCharAt(i, casedBefore(text, i) && !casedAfter(text, i + 1) ? '\u03C2' : '\u03C3');
        }
        return settled.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean casedBefore(String text, int end) {
        int i = end;
        while (i > 0) {
            int c = text.codePointBefore(i);
            if (!ignorable(c)) {
                return cased(c);
            }
            i -= Character.charCount(c);
        }
        return false;
    }

    private static boolean casedAfter(String text, int start) {
        int i = start;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (!ignorable(c)) {
                return cased(c);
            }
            i += Character.charCount(c);
        }
        return false;
    }

    private static boolean cased(int codePoint) {
        return Character.isLowerCase(codePoint) || Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
    }

    private static boolean ignorable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> IN_WORDS.indexOf(codePoint) >= 0;
        };
    }
}
