package org.whisperbench.platform.score;

/** What most texts consist of, and what no form of Unicode composes or decomposes. */
final class Ascii {

    private static final int END = 0x80;

    private Ascii() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= END) {
                return false;
            }
        }
        return true;
    }

    static boolean isLetterOrDigit(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
