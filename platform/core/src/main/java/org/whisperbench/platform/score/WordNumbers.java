package org.whisperbench.platform.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers words from 0 on, equal words alike, so that comparing them is comparing integers. */
final class WordNumbers {

    private final Map<String, Integer> numbers = new HashMap<>();

    int[] of(List<String> words) {
        return words.stream()
                .mapToInt(word -> numbers.computeIfAbsent(word, absent -> numbers.size()))
                .toArray();
    }
}
