package org.whisperbench.platform.score;

/**
 * Which characters make words, as Python's {@code \w}, {@code \b} and {@code str.isalnum} understand it: letters,
 * numbers of any kind and, but for {@code isalnum}, the underscore. Marks are none of them; {@code \w} and {@code \b}
 * of {@code java.util.regex} count them, or count ASCII only, depending on flags and release.
 */
final class WordCharacters {

    /** What {@link #is} accepts, for use inside a character class. */
    static final String CLASS = "\\p{L}\\p{N}_";

    private WordCharacters() {}

    static boolean is(int codePoint) {
        return codePoint == '_' || Ascii.isLetterOrDigit(codePoint) || isAlphanumeric(codePoint);
    }

    static boolean isAlphanumeric(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    static boolean before(CharSequence text, int index) {
        return index > 0 && is(Character.codePointBefore(text, index));
    }

    static boolean at(CharSequence text, int index) {
        return index < text.length() && is(Character.codePointAt(text, index));
    }
}
