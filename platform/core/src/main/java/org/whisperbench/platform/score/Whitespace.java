package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;

/**
 * White space as Python's {@code str.isspace}, {@code str.split} and {@code \s} understand it. Neither
 * {@link Character#isWhitespace(char)} (lacks U+0085 and the no-break spaces) nor {@code \s} of {@code java.util.regex}
 * (lacks U+001C to U+001F) is the same set.
 */
final class Whitespace {

    private Whitespace() {}

    static boolean is(char c) {
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
        return List.copyOf(words);
    }

    /** Replaces each run of white space by one space. */
    static String collapse(String text) {
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
}
