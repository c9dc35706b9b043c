package org.whisperbench.platform.score;

import java.util.HashMap;
import java.util.Map;

/**
 * Where each word stands in a sequence, as a set of bits.
 *
 * <p>A mask for each distinct word would take memory that grows with the square of the text, so only words that occur
 * more often than a mask has blocks get one of their own, at most 64 words; the others share one that is set and
 * cleared.
 */
final class WordPositions {

    private final Map<Integer, long[]> masks = new HashMap<>();
    private final Map<Integer, int[]> rare = new HashMap<>();
    private final long[] shared;
    private int[] set = {};

    WordPositions(int[] words, int blocks) {
        shared = new long[blocks];
        Map<Integer, Integer> counts = new HashMap<>();
        for (int word : words) {
            counts.merge(word, 1, Integer::sum);
        }
        Map<Integer, Integer> filled = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            int count = counts.getOrDefault(words[i], 0);
            if (count > blocks) {
                mark(masks.computeIfAbsent(words[i], absent -> new long[blocks]), i);
            } else {
                int next = filled.merge(words[i], 1, Integer::sum) - 1;
                rare.computeIfAbsent(words[i], absent -> new int[count])[next] = i;
            }
        }
    }

    /** Returns the positions of a word; valid until the next call. */
    long[] of(int word) {
        long[] own = masks.get(word);
        if (own != null) {
            return own;
        }
        for (int position : set) {
            shared[position / 64] = 0;
        }
        set = rare.getOrDefault(word, new int[0]);
        for (int position : set) {
            mark(shared, position);
        }
        return shared;
    }

    private static void mark(long[] mask, int position) {
        mask[position / 64] |= 1L << (position % 64);
    }
}
