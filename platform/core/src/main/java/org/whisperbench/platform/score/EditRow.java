package org.whisperbench.platform.score;

import java.util.Arrays;
import org.whisperbench.platform.score.WordPositions.Places;

/**
 * One row of the table of edit distances between prefixes, as differences between horizontal neighbours: +1 and -1 are
 * one bit each. A row of the table belongs to a word of the hypothesis, a column to a word of the reference.
 *
 * <p>Only a window of the columns is computed: those blocks in which a way from the beginning to the end that costs at most
 * the limit may pass. Within it no distance is too small, and each is exact through which such a way leads. For what is
 * left of the window and for blocks that come in at its right, the largest distance is assumed that their neighbour
 * permits.
 *
 * <p>Source: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", Nordic Journal of
 * Computing 10 (2003), in blocks of 64 as in G. Myers, "A fast bit-vector algorithm for approximate string matching
 * based on dynamic programming", J. ACM 46 (1999); the window as in E. Ukkonen, "Algorithms for approximate string
 * matching", Information and Control 64 (1985).
 */
final class EditRow {

    private final WordPositions positions;
    private final int columns;
    private final int rows;
    private final int limit;
    private final long[] up;
    private final long[] down;
    /** The distance at the last column of each block, also where that is past the end of the reference. */
    private final int[] ends;

    private int row;
    private int first;
    private int last;

    /** A window as it was in some row: from block {@code first} on, the bits, and the distances at the blocks' ends. */
    @SuppressWarnings("ArrayRecordComponent") // of this package only, never compared
    record Window(int row, int first, long[] up, long[] down, int[] ends) {}

    /** The row above the first word of the hypothesis: each column is one more than the one before. */
    EditRow(WordPositions positions, int columns, int rows, int limit) {
        this.positions = positions;
        this.columns = columns;
        this.rows = rows;
        this.limit = limit;
        int blocks = Math.max(1, (columns + 63) / 64);
        up = new long[blocks];
        down = new long[blocks];
        ends = new int[blocks];
        up[0] = -1L;
        ends[0] = 64;
        grow();
    }

    /** The edits between two sequences, each costing 1. Takes (n + m) d / 64 steps and memory for one row. */
    static int distance(int[] reference, int[] hypothesis) {
        return distance(reference, hypothesis, firstLimit(reference.length, hypothesis.length));
    }

    /** The same, where the distance is thought to be at most the first limit. */
    static int distance(int[] reference, int[] hypothesis, int firstLimit) {
        WordPositions positions = new WordPositions(reference);
        int limit = firstLimit;
        while (true) {
            EditRow row = new EditRow(positions, reference.length, hypothesis.length, limit);
            boolean within = true;
            for (int i = 0; i < hypothesis.length && within; i++) {
                within = row.advance(hypothesis[i]);
            }
            if (within && row.end() <= limit) {
                return row.end();
            }
            limit = row.nextLimit();
        }
    }

    /** A limit to begin with. */
    static int firstLimit(int columns, int rows) {
        return Math.max(64, 2 * Math.abs(columns - rows));
    }

    /**
     * A limit to try where this one was too small: a little more than what is needed if edits go on as often as in the rows
     * until this one, but at most four times as much, since they may not.
     */
    int nextLimit() {
        double expected = 1.1 * limit * rows / Math.max(1, row);
        return (int) Math.min(4.0 * limit, Math.max(1.25 * limit, expected));
    }

    /** The distance at the last column; more than the limit where the window does not reach that. */
    int end() {
        int block = up.length - 1;
        if (last < block) {
            return Integer.MAX_VALUE;
        }
        int used = columns - 64 * block;
        long past = used == 64 ? 0 : -1L << used;
        return ends[block] - Long.bitCount(up[block] & past) + Long.bitCount(down[block] & past);
    }

    Window window() {
        return new Window(
                row,
                first,
                Arrays.copyOfRange(up, first, last + 1),
                Arrays.copyOfRange(down, first, last + 1),
                Arrays.copyOfRange(ends, first, last + 1));
    }

    void restore(Window window) {
        row = window.row();
        first = window.first();
        last = first + window.up().length - 1;
        System.arraycopy(window.up(), 0, up, first, window.up().length);
        System.arraycopy(window.down(), 0, down, first, window.down().length);
        System.arraycopy(window.ends(), 0, ends, first, window.ends().length);
    }

    /**
     * Turns the differences of one row into those of the next, whose word is given.
     *
     * @return false if no way within the limit leads through this row
     */
    boolean advance(int word) {
        Places places = positions.of(word);
        int place = places.from(first);
        long upIn = 1;
        long downIn = 0;
        for (int block = first; block <= last; block++) {
            boolean here = place < places.blocks().length && places.blocks()[place] == block;
            long match = downIn | (here ? places.bits()[place++] : 0);
            long positive = up[block];
            long negative = down[block];
            long diagonal = (((match & positive) + positive) ^ positive) | match | negative;
            long below = negative | ~(diagonal | positive);
            long above = diagonal & positive;
            long belowShifted = below << 1 | upIn;
            long aboveShifted = above << 1 | downIn;
            upIn = below >>> 63;
            downIn = above >>> 63;
            ends[block] += (int) (upIn - downIn);
            up[block] = aboveShifted | ~(diagonal | belowShifted);
            down[block] = belowShifted & diagonal;
        }
        row++;
        grow();
        return shrink();
    }

    /** Takes blocks in at the right as long as a way within the limit may lead there. */
    private void grow() {
        while (last + 1 < up.length && ends[last] + Math.abs(diagonal() - 64 * (last + 1)) <= limit) {
            last++;
            up[last] = -1L;
            down[last] = 0;
            ends[last] = ends[last - 1] + 64;
        }
    }

    /** Leaves blocks out at both sides through which no way within the limit leads; false if that is all of them. */
    private boolean shrink() {
        while (last > first && leastThrough(last) > limit) {
            last--;
        }
        while (first < last && leastThrough(first) > limit) {
            first++;
        }
        return leastThrough(first) <= limit;
    }

    /** The column from which the rest of both sequences is equally long. */
    private int diagonal() {
        return columns - rows + row;
    }

    /**
     * A bound on the cost of ways through a block in this row, or through the column before it, from which the next row's
     * diagonal step leads into it. At a column the distance is at least that of the block's end less the columns between,
     * and what remains costs at least the columns to the diagonal.
     */
    private int leastThrough(int block) {
        int start = 64 * block;
        int end = 64 * (block + 1);
        return ends[block] - end + Math.max(diagonal(), 2 * start - diagonal());
    }
}
