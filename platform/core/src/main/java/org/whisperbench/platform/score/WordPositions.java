package org.whisperbench.platform.score;

import java.util.Arrays;

/**
 * Where each word stands in a sequence, as a set of bits in blocks of 64. Only blocks that are not empty are kept, so
 * all sets together take memory proportional to the sequence.
 */
final class WordPositions {

    /** Up to this number, words index a table, which is quicker than looking for them. */
    private static final int SMALL_TABLE = 1024;

    private static final Places NOWHERE = new Places(new int[0], new long[0]);

    /** The words, ascending; empty where they are indices themselves. */
    private final int[] words;

    private final Places[] places;

    /**
     * The blocks in which a word stands.
     *
     * @param blocks their numbers, ascending
     * @param bits of each of them
     */
    @SuppressWarnings("ArrayRecordComponent") // of this package only, never compared
    record Places(int[] blocks, long[] bits) {

        /** The first of these blocks that is not before the given one. */
        int from(int block) {
            int found = Arrays.binarySearch(blocks, block);
            return found < 0 ? -found - 1 : found;
        }
    }

    /** Takes numbers from 0 on, best without gaps. */
    WordPositions(int[] sequence) {
        int highest = -1;
        for (int word : sequence) {
            highest = Math.max(highest, word);
        }
        boolean small = highest < Math.max(SMALL_TABLE, sequence.length);
        words = small ? new int[0] : Arrays.stream(sequence).sorted().distinct().toArray();
        places = new Places[small ? highest + 1 : words.length];
        int[] blocksOf = new int[places.length];
        int[] lastBlock = new int[places.length];
        Arrays.fill(lastBlock, -1);
        for (int i = 0; i < sequence.length; i++) {
            int index = index(sequence[i]);
            if (lastBlock[index] != i / 64) {
                lastBlock[index] = i / 64;
                blocksOf[index]++;
            }
        }
        fill(sequence, blocksOf);
    }

    private void fill(int[] sequence, int[] blocksOf) {
        int[] used = new int[places.length];
        for (int i = 0; i < sequence.length; i++) {
            int index = index(sequence[i]);
            Places own = places[index];
            if (own == null) {
                own = new Places(new int[blocksOf[index]], new long[blocksOf[index]]);
                places[index] = own;
            }
            int block = i / 64;
            if (used[index] == 0 || own.blocks()[used[index] - 1] != block) {
                own.blocks()[used[index]++] = block;
            }
            own.bits()[used[index] - 1] |= 1L << (i % 64);
        }
    }

    private int index(int word) {
        return words.length == 0 ? word : Arrays.binarySearch(words, word);
    }

    /** Returns where a word stands, which may be nowhere. */
    Places of(int word) {
        int index = index(word);
        Places found = index < 0 || index >= places.length ? null : places[index];
        return found == null ? NOWHERE : found;
    }
}
