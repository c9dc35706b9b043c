package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * White space as Python's {@code str.isspace}, {@code str.split} and {@code \s} understand it. Neither
 * {@link Character#isWhitespace(char)} (lacks U+0085 and the no-break spaces) nor {@code \s} of {@code java.util.regex}
 * (lacks U+001C to U+001F) is the same set.
 */
final class Whitespace {

    /** What {@link #is} accepts, for use inside a character class. */
    static final String CLASS =
            "\\x09-\\x0D\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";

    private Whitespace() {}

    static boolean is(char c) {
        if (c > 0x20 && c < 0x85) {
            return false;
        }
        return switch (c) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> between(c, 0x09, 0x0D) || between(c, 0x1C, 0x20) || between(c, 0x2000, 0x200A);
        };
    }

    private static boolean between(char c, int first, int last) {
        return c >= first && c <= last;
    }

    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || is(text.charAt(i))) {
                if (i > start) {
                    words.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return Collections.unmodifiableList(words);
    }

    static boolean isBlank(String text) {
        return text.chars().allMatch(c -> is((char) c));
    }

    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && is(text.charAt(start))) {
            start++;
        }
        while (start < end && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The last word of a text that is not blank. */
    static String lastWord(String text) {
        int end = text.length();
        while (is(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && !is(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end);
    }

    /** Replaces each run of white space by one space. */
    static String collapse(String text) {
        int kept = 0;
        while (kept < text.length() && isCollapsed(text, kept)) {
            kept++;
        }
        if (kept == text.length()) {
            return text;
        }
        StringBuilder collapsed = new StringBuilder(text.length());
        boolean inRun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = is(c);
            if (!space) {
                collapsed.append(c);
            } else if (!inRun) {
                collapsed.append(' ');
            }
            inRun = space;
        }
        return collapsed.toString();
    }

    /** Whether collapsing leaves this character as it is. */
    private static boolean isCollapsed(String text, int index) {
        char c = text.charAt(index);
        return c == ' ' ? index == 0 || text.charAt(index - 1) != ' ' : !is(c);
    }
}
