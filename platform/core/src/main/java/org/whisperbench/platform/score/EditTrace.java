package org.whisperbench.platform.score;

import java.util.Arrays;

/**
 * Counts the edits that turn one sequence into another, choosing among equally short ways as RapidFuzz does: the common
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
    private int column;
    private int row;
    private long hits;
    private long substitutions;
    private long deletions;
    private long insertions;

    private EditTrace(int[] reference, int[] hypothesis) {
        this.reference = reference;
        this.hypothesis = hypothesis;
        this.column = reference.length;
        this.row = hypothesis.length;
    }

    static WordErrors count(int[] reference, int[] hypothesis) {
        int prefix = commonPrefix(reference, hypothesis);
        int suffix = commonSuffix(reference, hypothesis, prefix);
        int[] ours = Arrays.copyOfRange(reference, prefix, reference.length - suffix);
        int[] theirs = Arrays.copyOfRange(hypothesis, prefix, hypothesis.length - suffix);
        EditTrace trace = new EditTrace(ours, theirs);
        trace.hits = (long) prefix + suffix;
        trace.walk();
        return new WordErrors(trace.hits, trace.substitutions, trace.deletions, trace.insertions, reference.length);
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
        deletions += column;
        insertions += row;
    }

    private void step(EditRows rows) {
        if (rows.stepsUp(row, column)) {
            column--;
            deletions++;
            return;
        }
        row--;
        if (row > 0 && rows.stepsDown(row, column)) {
            insertions++;
            return;
        }
        column--;
        if (reference[column] == hypothesis[row]) {
            hits++;
        } else {
            substitutions++;
        }
    }
}
