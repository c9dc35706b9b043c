package org.whisperbench.shell;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * How many columns of a terminal a text takes: two for a character of East Asia that is wide by Unicode's annex 11 and for a
 * pictograph, none for what combines with the character before it.
 */
final class WideText {

    private static final Set<UnicodeScript> WIDE = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);
    private static final int FIRST_HALF_WIDE = 0xFF61;
    private static final int FIRST_FULL_WIDE = 0xFF01;
    private static final int FIRST_SIGN = 0xFFE0;
    private static final int FIRST_PICTOGRAPH = 0x1F300;
    private static final int LAST_PICTOGRAPH = 0x1FAFF;

    private WideText() {}

    static int columns(String text) {
        return text.codePoints().map(WideText::columns).sum();
    }

    private static int columns(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        if (character >= FIRST_FULL_WIDE && character < FIRST_SIGN) {
            return character < FIRST_HALF_WIDE ? 2 : 1;
        }
        boolean pictograph = character >= FIRST_PICTOGRAPH && character <= LAST_PICTOGRAPH;
        return pictograph || WIDE.contains(UnicodeScript.of(character)) ? 2 : 1;
    }
}
