package org.whisperbench.platform.score;

import java.util.Arrays;

/**
 * Finds the edits that turn one sequence into another, choosing among equally short ways as RapidFuzz does: the common
 * prefix and suffix are hits; then, from the end, a deletion where the distance shrinks to the left, else an insertion
 * where in the row above it grows to the left, else a pair.
 *
 * <p>The walk needs of each row only whether the distance steps up or down between neighbours, which {@link EditRows}
 * keeps in bits.
 *
 * <p>Source of the rule: {@code rapidfuzz-cpp}, {@code recover_alignment} for Levenshtein distance.
 */
final class EditTrace {

    private final int[] reference;
    private final int[] hypothesis;
    private final Edit[] edits;
    private int from;
    private int column;
    private int row;

    private EditTrace(int[] reference, int[] hypothesis) {
        this.reference = reference;
        this.hypothesis = hypothesis;
        this.edits = new Edit[reference.length + hypothesis.length];
        this.from = edits.length;
        this.column = reference.length;
        this.row = hypothesis.length;
    }

    /** Returns the edits from the first word to the last. */
    static Edit[] edits(int[] reference, int[] hypothesis) {
        int prefix = commonPrefix(reference, hypothesis);
        int suffix = commonSuffix(reference, hypothesis, prefix);
        int[] ours = Arrays.copyOfRange(reference, prefix, reference.length - suffix);
        int[] theirs = Arrays.copyOfRange(hypothesis, prefix, hypothesis.length - suffix);
        EditTrace trace = new EditTrace(ours, theirs);
        trace.walk();
        int between = trace.edits.length - trace.from;
        Edit[] all = new Edit[prefix + between + suffix];
        Arrays.fill(all, Edit.HIT);
        System.arraycopy(trace.edits, trace.from, all, prefix, between);
        return all;
    }

    private static int commonPrefix(int[] reference, int[] hypothesis) {
        int limit = Math.min(reference.length, hypothesis.length);
        int common = 0;
        while (common < limit && reference[common] == hypothesis[common]) {
            common++;
        }
        return common;
    }

    private static int commonSuffix(int[] reference, int[] hypothesis, int prefix) {
        int limit = Math.min(reference.length, hypothesis.length) - prefix;
        int common = 0;
        while (common < limit
                && reference[reference.length - 1 - common] == hypothesis[hypothesis.length - 1 - common]) {
            common++;
        }
        return common;
    }

    private void walk() {
        if (row > 0 && column > 0) {
            EditRows rows = new EditRows(reference, hypothesis);
            while (row > 0 && column > 0) {
                step(rows);
            }
        }
        while (column > 0) {
            column--;
            put(Edit.DELETION);
        }
        while (row > 0) {
            row--;
            put(Edit.INSERTION);
        }
    }

    private void step(EditRows rows) {
        if (rows.stepsUp(row, column)) {
            column--;
            put(Edit.DELETION);
            return;
        }
        row--;
        if (row > 0 && rows.stepsDown(row, column)) {
            put(Edit.INSERTION);
            return;
        }
        column--;
        put(reference[column] == hypothesis[row] ? Edit.HIT : Edit.SUBSTITUTION);
    }

    private void put(Edit edit) {
        from--;
        edits[from] = edit;
    }
}
