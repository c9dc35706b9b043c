package org.whisperbench.platform.score;

import java.util.Arrays;

/**
 * One row of the table of edit distances between prefixes, as differences between horizontal neighbours: +1 and -1 are
 * one bit each. A row of the table belongs to a word of the hypothesis, a column to a word of the reference.
 *
 * <p>Source: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of
 * Computing 10 (2003), in blocks of 64 as in G. Myers, "A fast bit-vector algorithm for approximate string matching
 * based on dynamic programming", J. ACM 46 (1999).
 */
final class EditRow {

    private final WordPositions positions;
    private final int columns;
    private final long[] up;
    private final long[] down;

    /** The row above the first word of the hypothesis: each column is one more than the one before. */
    EditRow(int[] reference) {
        columns = reference.length;
        int blocks = (columns + 63) / 64;
        positions = new WordPositions(reference, blocks);
        up = new long[blocks];
        down = new long[blocks];
        Arrays.fill(up, -1L);
    }

    /** The edits between two sequences, each costing 1. Takes n m / 64 steps and memory for one row. */
    static int distance(int[] reference, int[] hypothesis) {
        EditRow row = new EditRow(reference);
        for (int word : hypothesis) {
            row.advance(word);
        }
        return hypothesis.length + row.last();
    }

    /** How much more the last column is than the one before the first. */
    private int last() {
        int sum = 0;
        for (int block = 0; block < up.length; block++) {
            int used = Math.min(64, columns - 64 * block);
            long mask = used == 64 ? -1L : (1L << used) - 1;
            sum += Long.bitCount(up[block] & mask) - Long.bitCount(down[block] & mask);
        }
        return sum;
    }

    /** The up bits, then the down bits. */
    long[] copy() {
        long[] both = Arrays.copyOf(up, 2 * up.length);
        System.arraycopy(down, 0, both, up.length, down.length);
        return both;
    }

    void restore(long[] both) {
        System.arraycopy(both, 0, up, 0, up.length);
        System.arraycopy(both, up.length, down, 0, down.length);
    }

    /** Turns the differences of one row into those of the next, whose word is given. */
    void advance(int word) {
        long[] matches = positions.of(word);
        long upIn = 1;
        long downIn = 0;
        for (int block = 0; block < up.length; block++) {
            long positive = up[block];
            long negative = down[block];
            long match = matches[block] | downIn;
            long diagonal = (((match & positive) + positive) ^ positive) | match | negative;
            long below = negative | ~(diagonal | positive);
            long above = diagonal & positive;
            long belowShifted = below << 1 | upIn;
            long aboveShifted = above << 1 | downIn;
            upIn = below >>> 63;
            downIn = above >>> 63;
            up[block] = aboveShifted | ~(diagonal | belowShifted);
            down[block] = belowShifted & diagonal;
        }
    }
}
