package org.whisperbench.platform.score;

import org.whisperbench.platform.score.EditRow.Window;

/**
 * The rows of the table of edit distances, see {@link EditRow}, in a window wide enough for all shortest ways.
 *
 * <p>Only about every sqrt(m)-th of m rows is kept; the rows between two kept ones are computed again when the walk
 * from the end reaches them. So each row is computed at most twice, and two texts of 100 000 words need 20 MB instead
 * of 2.5 GB.
 */
final class EditRows {

    private final int[] hypothesis;
    private final int stride;
    /** Rows 0, stride, 2 stride and so on. */
    private final Window[] kept;
    /** Rows from first to first + stride - 1, of which those past the end stay unset. */
    private final Window[] open;

    private EditRow row;
    private int first;

    EditRows(int[] reference, int[] hypothesis) {
        this.hypothesis = hypothesis;
        stride = (int) Math.ceil(Math.sqrt(hypothesis.length + 1.0));
        kept = new Window[hypothesis.length / stride + 1];
        open = new Window[stride];
        WordPositions positions = new WordPositions(reference);
        int limit = EditRow.firstLimit(reference.length, hypothesis.length);
        row = new EditRow(positions, reference.length, hypothesis.length, limit);
        while (!fill() || row.end() > limit) {
            limit = row.nextLimit();
            row = new EditRow(positions, reference.length, hypothesis.length, limit);
        }
        reopen(hypothesis.length / stride);
    }

    /** Computes all rows; returns false if the limit is too small. */
    private boolean fill() {
        boolean within = true;
        for (int i = 0; i <= hypothesis.length && within; i++) {
            if (i > 0) {
                within = row.advance(hypothesis[i - 1]);
            }
            if (i % stride == 0) {
                kept[i / stride] = row.window();
            }
        }
        return within;
    }

    /** Whether the distance at this column is one more than at the column before it. */
    boolean stepsUp(int row, int column) {
        Window window = window(row);
        int block = (column - 1) / 64 - window.first();
        return block >= window.up().length || bit(window.up()[block], column);
    }

    /** Whether the distance at this column is one less than at the column before it. */
    boolean stepsDown(int row, int column) {
        Window window = window(row);
        int block = (column - 1) / 64 - window.first();
        return block < window.up().length && bit(window.down()[block], column);
    }

    private static boolean bit(long bits, int column) {
        return (bits >>> ((column - 1) % 64) & 1) != 0;
    }

    private Window window(int row) {
        if (row < first) {
            reopen(row / stride);
        }
        return open[row - first];
    }

    private void reopen(int section) {
        first = section * stride;
        open[0] = kept[section];
        row.restore(open[0]);
        for (int i = 1; i < stride && first + i <= hypothesis.length; i++) {
            row.advance(hypothesis[first + i - 1]);
            open[i] = row.window();
        }
    }
}
