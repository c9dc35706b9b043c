package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;

/**
 * Letters and digits that stand alone side by side, as one word: "b b c" is "bbc". Two make a word, or three where one
 * of them is "a" or "i".
 *
 * <p>Source: {@code EnglishAcronymNormalizer} in {@code normalizer/normalizer.py} of huggingface/open_asr_leaderboard at
 * d1e99b2.
 */
final class Acronyms {

    private Acronyms() {}

    static List<String> joined(List<String> words) {
        List<String> joined = new ArrayList<>(words.size());
        int from = 0;
        while (from < words.size()) {
            if (!isLetterOrDigit(words.get(from))) {
                joined.add(words.get(from++));
                continue;
            }
            int end = from + 1;
            while (end < words.size() && isLetterOrDigit(words.get(end))) {
                end++;
            }
            List<String> run = words.subList(from, end);
            int needed = run.contains("a") || run.contains("i") ? 3 : 2;
            if (run.size() >= needed) {
                joined.add(String.join("", run));
            } else {
                joined.addAll(run);
            }
            from += run.size();
        }
        return joined;
    }

    private static boolean isLetterOrDigit(String word) {
        return word.length() <= 2
                && word.codePointCount(0, word.length()) == 1
                && WordCharacters.isAlphanumeric(word.codePointAt(0));
    }
}
