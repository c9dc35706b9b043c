package org.whisperbench.platform.score;

import java.util.Arrays;

/**
 * The table of edit distances between prefixes, row by row, as differences between horizontal neighbours: +1 and -1 are
 * one bit each. A row of the table belongs to a word of the hypothesis, a column to a word of the reference.
 *
 * <p>Only about every sqrt(m)-th of m rows is kept; the rows between two kept ones are computed again when the walk
 * from the end reaches them. So each row is computed at most twice, and two texts of 100 000 words need 16 MB instead
 * of 2.5 GB.
 *
 * <p>Source: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of
 * Computing 10 (2003), in blocks of 64 as in G. Myers, "A fast bit-vector algorithm for approximate string matching
 * based on dynamic programming", J. ACM 46 (1999).
 */
final class EditRows {

    private final int[] hypothesis;
    private final WordPositions positions;
    private final int blocks;
    private final int stride;
    private final long[] up;
    private final long[] down;
    /** Rows 0, stride, 2 stride and so on: for each its up bits, then its down bits. */
    private final long[][] kept;
    /** Rows from first to first + stride - 1, of which those past the end stay unset. */
    private final long[][] open;

    private int first;

    EditRows(int[] reference, int[] hypothesis) {
        this.hypothesis = hypothesis;
        blocks = (reference.length + 63) / 64;
        positions = new WordPositions(reference, blocks);
        stride = (int) Math.ceil(Math.sqrt(hypothesis.length + 1.0));
        up = new long[blocks];
        down = new long[blocks];
        Arrays.fill(up, -1L);
        kept = new long[hypothesis.length / stride + 1][];
        open = new long[stride][];
        for (int row = 0; row <= hypothesis.length; row++) {
            if (row > 0) {
                advance(hypothesis[row - 1]);
            }
            if (row % stride == 0) {
                kept[row / stride] = both();
            }
        }
        reopen(hypothesis.length / stride);
    }

    /** Whether the distance at this column is one more than at the column before it. */
    boolean stepsUp(int row, int column) {
        return bit(row, column - 1, 0);
    }

    /** Whether the distance at this column is one less than at the column before it. */
    boolean stepsDown(int row, int column) {
        return bit(row, column - 1, blocks);
    }

    private boolean bit(int row, int index, int offset) {
        if (row < first) {
            reopen(row / stride);
        }
        return (open[row - first][offset + index / 64] >>> (index % 64) & 1) != 0;
    }

    private void reopen(int section) {
        first = section * stride;
        open[0] = kept[section];
        System.arraycopy(open[0], 0, up, 0, blocks);
        System.arraycopy(open[0], blocks, down, 0, blocks);
        for (int i = 1; i < stride && first + i <= hypothesis.length; i++) {
            advance(hypothesis[first + i - 1]);
            open[i] = both();
        }
    }

    private long[] both() {
        long[] row = new long[2 * blocks];
        System.arraycopy(up, 0, row, 0, blocks);
        System.arraycopy(down, 0, row, blocks, blocks);
        return row;
    }

    /** Turns the differences of one row into those of the next, whose word is given. */
    private void advance(int word) {
        long[] matches = positions.of(word);
        long upIn = 1;
        long downIn = 0;
        for (int block = 0; block < blocks; block++) {
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
