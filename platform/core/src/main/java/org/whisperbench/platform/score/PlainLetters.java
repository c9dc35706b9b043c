package org.whisperbench.platform.score;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer.Form;

/**
 * Letters without diacritics, and no symbols but those that belong to numbers.
 *
 * <p>Source: {@code remove_symbols_and_diacritics} in {@code whisper/normalizers/basic.py} of openai/whisper at c0d2f62,
 * with {@code keep} as {@code english.py} gives it.
 */
final class PlainLetters {

    private static final String KEPT = ".%$¢€£";

    /** What becomes of each character of ASCII, which is one character. */
    private static final byte[] ASCII = ascii();

    private PlainLetters() {}

    static String of(String text) {
        if (Ascii.is(text)) {
            return ofAscii(text);
        }
        String decomposed = java.text.Normalizer.normalize(text, Form.NFKD);
        StringBuilder plain = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); ) {
            int c = decomposed.codePointAt(i);
            append(plain, c);
            i += Character.charCount(c);
        }
        return plain.toString();
    }

    private static String ofAscii(String text) {
        byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < plain.length; i++) {
            plain[i] = ASCII[plain[i]];
        }
        return new String(plain, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii() {
        byte[] table = new byte[0x80];
        for (int c = 0; c < table.length; c++) {
            StringBuilder plain = new StringBuilder();
            append(plain, c);
            table[c] = (byte) plain.charAt(0);
        }
        return table;
    }

    private static void append(StringBuilder plain, int c) {
        if (c < 0x80 ? Ascii.isLetterOrDigit(c) || c == ' ' : KEPT.indexOf(c) >= 0) {
            plain.appendCodePoint(c);
            return;
        }
        String letters = undecomposed(c);
        if (!letters.isEmpty()) {
            plain.append(letters);
        } else if (KEPT.indexOf(c) >= 0) {
            plain.appendCodePoint(c);
        } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
            plain.appendCodePoint(BasicText.markSymbolOrPunctuation(c) ? ' ' : c);
        }
    }

    /** The letters outside ASCII that decomposition leaves alone, in ASCII; an empty text for all other characters. */
    private static String undecomposed(int c) {
        return switch (c) {
            case 'œ' -> "oe";
            case 'Œ' -> "OE";
            case 'ø' -> "o";
            case 'Ø' -> "O";
            case 'æ' -> "ae";
            case 'Æ' -> "AE";
            case 'ß' -> "ss";
            case 'ẞ' -> "SS";
            case 'đ', 'ð' -> "d";
            case 'Đ', 'Ð' -> "D";
            case 'þ', 'Þ' -> "th";
            case 'ł' -> "l";
            case 'Ł' -> "L";
            default -> "";
        };
    }
}
