package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;

/**
 * What a text is counted in: words, and where Chinese or Japanese is written, which puts no spaces between words, characters.
 *
 * @param all words and characters in their order
 * @param characters how many of them are such characters
 */
record Units(List<String> all, int characters) {

    static Units of(List<String> words) {
        List<String> all = new ArrayList<>(words.size());
        int characters = 0;
        for (String word : words) {
            if (word.codePoints().noneMatch(Units::isWithoutSpaces)) {
                all.add(word);
                continue;
            }
            int[] each = word.codePoints().toArray();
            for (int c : each) {
                all.add(Character.toString(c));
            }
            characters += each.length;
        }
        return new Units(all, characters);
    }

    private static boolean isWithoutSpaces(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> true;
            default -> false;
        };
    }

    boolean areMostlyCharacters() {
        return 2 * characters > all.size();
    }
}
