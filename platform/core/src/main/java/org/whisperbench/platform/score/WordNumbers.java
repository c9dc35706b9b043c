package org.whisperbench.platform.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers words from 0 on, equal words alike, so that comparing them is comparing integers. */
final class WordNumbers {

    private final Map<String, Integer> numbers = new HashMap<>();

    /** The edits between the words of two texts. */
    static Edit[] edits(List<String> reference, List<String> hypothesis) {
        WordNumbers numbers = new WordNumbers();
        return EditTrace.edits(numbers.of(reference), numbers.of(hypothesis));
    }

    int[] of(List<String> words) {
        int[] sequence = new int[words.size()];
        for (int i = 0; i < sequence.length; i++) {
            Integer known = numbers.putIfAbsent(words.get(i), numbers.size());
            sequence[i] = known == null ? numbers.size() - 1 : known;
        }
        return sequence;
    }
}
