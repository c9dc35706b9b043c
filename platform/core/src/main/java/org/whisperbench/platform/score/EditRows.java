package org.whisperbench.platform.score;

/**
 * All rows of the table of edit distances, see {@link EditRow}.
 *
 * <p>Only about every sqrt(m)-th of m rows is kept; the rows between two kept ones are computed again when the walk
 * from the end reaches them. So each row is computed at most twice, and two texts of 100 000 words need 16 MB instead
 * of 2.5 GB.
 */
final class EditRows {

    private final int[] hypothesis;
    private final EditRow row;
    private final int blocks;
    private final int stride;
    /** Rows 0, stride, 2 stride and so on: for each its up bits, then its down bits. */
    private final long[][] kept;
    /** Rows from first to first + stride - 1, of which those past the end stay unset. */
    private final long[][] open;

    private int first;

    EditRows(int[] reference, int[] hypothesis) {
        this.hypothesis = hypothesis;
        row = new EditRow(reference);
        blocks = (reference.length + 63) / 64;
        stride = (int) Math.ceil(Math.sqrt(hypothesis.length + 1.0));
        kept = new long[hypothesis.length / stride + 1][];
        open = new long[stride][];
        for (int i = 0; i <= hypothesis.length; i++) {
            if (i > 0) {
                row.advance(hypothesis[i - 1]);
            }
            if (i % stride == 0) {
                kept[i / stride] = row.copy();
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
        row.restore(open[0]);
        for (int i = 1; i < stride && first + i <= hypothesis.length; i++) {
            row.advance(hypothesis[first + i - 1]);
            open[i] = row.copy();
        }
    }
}
