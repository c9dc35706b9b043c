package org.whisperbench.platform.score;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * An alignment on a whole table of costs, one byte a cell. Among equally cheap ways it prefers, from the end, a pair, then a
 * merged compound, then a deletion, then an insertion.
 *
 * <p>Sources: the weights are those that {@code sclite} of SCTK 2.4.10 documents as its default; the merging is the one of
 * {@code merge_compounds} in pzelasko/kaldialign at cf478ab.
 */
final class WeightedAlignment {

    private static final byte PAIR = 0;
    private static final byte DELETION = 1;
    private static final byte INSERTION = -1;
    /** A word that is put together of more parts than this is none. */
    private static final int MOST_PARTS = 16;

    private static final long MOST_CELLS = 1L << 27;

    private final AlignmentRules rules;
    private final List<String> reference;
    private final List<String> hypothesis;
    /** How each cell is reached: 2 or more words of the reference merged, or, below zero, of the hypothesis. */
    private final byte[][] ways;
    /** The costs of the last rows, each at its number modulo their number. */
    private final int[][] costs;
    /** Of the cell that is being filled, so far. */
    private int cost;

    private byte way = PAIR;

    WeightedAlignment(AlignmentRules rules, List<String> reference, List<String> hypothesis) {
        this.rules = rules;
        this.reference = reference;
        this.hypothesis = hypothesis;
        long cells = (reference.size() + 1L) * (hypothesis.size() + 1L);
        if (cells > MOST_CELLS) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "a file of %d words is too long to be aligned with '%s'; leave these rules out"
                            .formatted(Math.max(reference.size(), hypothesis.size()), rules));
        }
        ways = new byte[reference.size() + 1][hypothesis.size() + 1];
        costs = new int[MOST_PARTS + 1][hypothesis.size() + 1];
    }

    Alignment alignment() {
        for (int row = 0; row <= reference.size(); row++) {
            for (int column = 0; column <= hypothesis.size(); column++) {
                if (row + column > 0) {
                    fill(row, column);
                }
            }
        }
        return walk();
    }

    private int[] costs(int row) {
        return costs[row % costs.length];
    }

    private void fill(int row, int column) {
        cost = Integer.MAX_VALUE;
        if (row > 0 && column > 0) {
            pair(row, column);
        }
        if (row > 0) {
            consider(costs(row - 1)[column] + rules.weights().gap(), DELETION);
        }
        if (column > 0) {
            consider(costs(row)[column - 1] + rules.weights().gap(), INSERTION);
        }
        costs(row)[column] = cost;
        ways[row][column] = way;
    }

    private void pair(int row, int column) {
        boolean equal = reference.get(row - 1).equals(hypothesis.get(column - 1));
        consider(costs(row - 1)[column - 1] + (equal ? 0 : rules.weights().substitution()), PAIR);
        int parts = equal || !rules.mergesCompounds() ? 0 : merged(row, column);
        if (parts != 0) {
            consider(costs(row - Math.max(1, parts))[column - Math.max(1, -parts)], (byte) parts);
        }
    }

    private void consider(int other, byte by) {
        if (other < cost) {
            cost = other;
            way = by;
        }
    }

    /** How many words up to here are one of the other side: of the reference, or as a number below zero of the hypothesis. */
    private int merged(int row, int column) {
        int ofReference = parts(reference, row, hypothesis.get(column - 1));
        return ofReference > 0 ? ofReference : -parts(hypothesis, column, reference.get(row - 1));
    }

    private static int parts(List<String> words, int end, String whole) {
        int left = whole.length();
        for (int parts = 1; parts <= Math.min(end, MOST_PARTS); parts++) {
            String part = words.get(end - parts);
            left -= part.length();
            if (left < 0 || !whole.startsWith(part, left)) {
                return 0;
            }
            if (left == 0) {
                return parts > 1 ? parts : 0;
            }
        }
        return 0;
    }

    private Alignment walk() {
        Deque<Alignment.Step> steps = new ArrayDeque<>();
        int row = reference.size();
        int column = hypothesis.size();
        while (row + column > 0) {
            int way = ways[row][column];
            int said = way == INSERTION ? 0 : Math.max(1, way);
            int written = way == DELETION ? 0 : Math.max(1, -way);
            steps.addFirst(step(reference.subList(row - said, row), hypothesis.subList(column - written, column)));
            row -= said;
            column -= written;
        }
        return new Alignment(List.copyOf(steps));
    }

    private static Alignment.Step step(List<String> said, List<String> written) {
        Edit edit = Edit.HIT;
        if (written.isEmpty()) {
            edit = Edit.DELETION;
        } else if (said.isEmpty()) {
            edit = Edit.INSERTION;
        } else if (!String.join("", said).equals(String.join("", written))) {
            edit = Edit.SUBSTITUTION;
        }
        return new Alignment.Step(edit, String.join(" ", said), String.join(" ", written));
    }
}
