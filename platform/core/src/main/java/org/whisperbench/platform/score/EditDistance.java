package org.whisperbench.platform.score;

/**
 * How many edits lead from one sequence of few symbols to another, such as characters, where it is known that no more than some
 * limit do.
 *
 * <p>The window of the table and its meaning are those of {@link EditRow}, whose sources are the ones of this class. Here two
 * rows are computed in one pass over the window, so that the processor works on both at once, and only the distances at the
 * window's two edges are kept.
 */
final class EditDistance {

    /** A table of symbols and blocks with more words than this is not worth making. */
    private static final int MOST_WORDS = 1 << 18;

    private final long[] matches;
    private final int blocks;
    private final int columns;
    private final int rows;
    private final int limit;
    private final long[] up;
    private final long[] down;

    private int row;
    private int first;
    private int last;
    /** The distances before the first column of the window, and at its last one. */
    private int left;

    private int right;

    private EditDistance(long[] matches, int columns, int rows, int limit) {
        this.matches = matches;
        this.columns = columns;
        this.rows = rows;
        this.limit = limit;
        blocks = (columns + 63) / 64;
        up = new long[blocks];
        down = new long[blocks];
        up[0] = -1L;
        right = 64;
    }

    /**
     * Returns the distance.
     *
     * @param reference symbols, from 0 on
     * @param hypothesis likewise
     * @param limit not less than the distance
     */
    static int within(int[] reference, int[] hypothesis, int limit) {
        if (Math.min(reference.length, hypothesis.length) == 0) {
            return Math.max(reference.length, hypothesis.length);
        }
        int front = 1 + Math.max(highest(reference), highest(hypothesis));
        // A symbol in front of both changes no distance, and makes the number of rows even.
        int shift = hypothesis.length % 2;
        int blocks = (reference.length + shift + 63) / 64;
        if ((front + 1L) * blocks > MOST_WORDS) {
            return EditRow.distance(reference, hypothesis, limit);
        }
        long[] matches = new long[(front + 1) * blocks];
        matches[front * blocks] = 1;
        for (int i = 0; i < reference.length; i++) {
            int column = i + shift;
            matches[reference[i] * blocks + column / 64] |= 1L << (column % 64);
        }
        EditDistance table = new EditDistance(matches, reference.length + shift, hypothesis.length + shift, limit);
        for (int i = -shift; i < hypothesis.length; i += 2) {
            table.advance(i < 0 ? front : hypothesis[i], hypothesis[i + 1]);
        }
        return table.end();
    }

    private static int highest(int[] symbols) {
        int highest = 0;
        for (int symbol : symbols) {
            highest = Math.max(highest, symbol);
        }
        return highest;
    }

    /** Goes on by two rows, whose symbols are given. */
    private void advance(int symbol, int next) {
        grow();
        turn(symbol * blocks, next * blocks);
        left += 2;
        row += 2;
        shrink();
    }

    /** Turns the differences of one row into those of the next but one; the matches of both rows begin at these places. */
    private void turn(int ones, int others) {
        long[] table = matches;
        long[] plus = up;
        long[] minus = down;
        int end = last;
        long upIn = 1;
        long downIn = 0;
        long nextUpIn = 1;
        long nextDownIn = 0;
        for (int block = first; block <= end; block++) {
            long positive = plus[block];
            long negative = minus[block];
            long match = table[ones + block] | downIn;
            long diagonal = (((match & positive) + positive) ^ positive) | match | negative;
            long below = negative | ~(diagonal | positive);
            long above = diagonal & positive;
            long belowShifted = below << 1 | upIn;
            positive = (above << 1 | downIn) | ~(diagonal | belowShifted);
            negative = belowShifted & diagonal;
            upIn = below >>> 63;
            downIn = above >>> 63;

            match = table[others + block] | nextDownIn;
            diagonal = (((match & positive) + positive) ^ positive) | match | negative;
            below = negative | ~(diagonal | positive);
            above = diagonal & positive;
            belowShifted = below << 1 | nextUpIn;
            plus[block] = (above << 1 | nextDownIn) | ~(diagonal | belowShifted);
            minus[block] = belowShifted & diagonal;
            nextUpIn = below >>> 63;
            nextDownIn = above >>> 63;
        }
        right += (int) (upIn - downIn + nextUpIn - nextDownIn);
    }

    /** Takes blocks in at the right as long as a way within the limit may lead there in the next two rows. */
    private void grow() {
        // In a row the distance shrinks by one at most, and the diagonal comes nearer by one.
        while (last + 1 < blocks && right + Math.abs(diagonal() - 64 * (last + 1)) <= limit + 2) {
            last++;
            up[last] = -1L;
            down[last] = 0;
            right += 64;
        }
    }

    /** Leaves blocks out at both sides through which no way within the limit leads. */
    private void shrink() {
        while (last > first && leastThrough(last, right) > limit) {
            right -= growth(last--);
        }
        while (first < last && leastThrough(first, left + growth(first)) > limit) {
            left += growth(first++);
        }
    }

    /** By how much the distance grows from the beginning of a block to its end. */
    private int growth(int block) {
        return Long.bitCount(up[block]) - Long.bitCount(down[block]);
    }

    /** The column from which the rest of both sequences is equally long. */
    private int diagonal() {
        return columns - rows + row;
    }

    /** See {@link EditRow}. */
    private int leastThrough(int block, int end) {
        return end - 64 * (block + 1) + Math.max(diagonal(), 128 * block - diagonal());
    }

    private int end() {
        int block = blocks - 1;
        if (last < block) {
            throw new IllegalStateException("the distance is more than " + limit);
        }
        int used = columns - 64 * block;
        long past = used == 64 ? 0 : -1L << used;
        return right - Long.bitCount(up[block] & past) + Long.bitCount(down[block] & past);
    }
}
