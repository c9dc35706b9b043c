package org.whisperbench.platform.score;

import java.util.HashMap;
import java.util.Map;

/** Numbers characters from 0 on, equal ones alike, so that tables of them are small. */
final class CharacterNumbers {

    private static final int COMMON = 0x100;

    /** One more than the number of each of the first characters of Unicode; 0 for one that was not seen. */
    private final int[] common = new int[COMMON];

    private final Map<Integer, Integer> others = new HashMap<>();
    private int count;

    int[] of(int[] codePoints) {
        int[] numbers = new int[codePoints.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = of(codePoints[i]);
        }
        return numbers;
    }

    private int of(int codePoint) {
        if (codePoint >= COMMON) {
            Integer known = others.putIfAbsent(codePoint, count);
            return known == null ? count++ : known;
        }
        if (common[codePoint] == 0) {
            common[codePoint] = ++count;
        }
        return common[codePoint] - 1;
    }
}
