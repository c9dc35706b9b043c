package org.whisperbench.backend.onnx;

/**
 * Decodes UTF-8 that may be broken: each maximal part of a well-formed sequence becomes one replacement character, as
 * the Unicode Standard recommends (version 15, section 3.9, table 3-7 and "U+FFFD Substitution of Maximal Subparts").
 * Java's own decoder replaces an encoded surrogate by one character where this gives three.
 *
 * <p>One thread uses an instance.
 */
final class LossyUtf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private final StringBuilder text = new StringBuilder();
    private int codePoint;
    private int missing;
    private int least;
    private int greatest;

    /**
     * Adds bytes; a character may begin in one call and end in a later one.
     *
     * @param bytes the bytes
     */
    void append(byte[] bytes) {
        for (byte b : bytes) {
            append(b & 0xFF);
        }
    }

    private void append(int b) {
        if (missing > 0 && b >= least && b <= greatest) {
            codePoint = codePoint << 6 | (b & 0x3F);
            missing--;
            least = 0x80;
            greatest = 0xBF;
            if (missing == 0) {
                text.appendCodePoint(codePoint);
            }
            return;
        }
        if (missing > 0) {
            missing = 0;
            text.append(REPLACEMENT);
        }
        begin(b);
    }

    private void begin(int b) {
        int following = following(b);
        if (b < 0x80) {
            text.append((char) b);
        } else if (following == 0) {
            text.append(REPLACEMENT);
        } else {
            missing = following;
            codePoint = b & (0x3F >> following);
            least = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
            greatest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        }
    }

    /** Returns how many bytes follow a byte that begins a character of several; 0 where it begins none. */
    private static int following(int b) {
        if (b < 0xC2 || b > 0xF4) {
            return 0;
        }
        return b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    }

    /**
     * Returns the text; a character that has begun but not ended becomes a replacement character.
     *
     * @return the text
     */
    String finish() {
        if (missing > 0) {
            missing = 0;
            text.append(REPLACEMENT);
        }
        return text.toString();
    }
}
