package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far timestamps are from those of a reference. The words of both are aligned as for word errors; a start is
 * compared where the first word of an item is hit by the first word of an item, an end where the last is hit by the last.
 * So it works for words and for segments, and says nothing of words that were not recognized.
 *
 * <p>Starts and ends count alike. Each item is normalized by itself: a number of several words is not joined.
 *
 * @param edges how many starts and ends were compared
 * @param referenceEdges how many the reference has: two for each item that has words
 * @param absoluteSeconds sum of the absolute differences
 * @param signedSeconds sum of the differences; above 0 where the hypothesis is late
 * @param close how many differ by at most {@link #CLOSE_SECONDS}
 */
public record TimestampErrors(
        long edges, long referenceEdges, double absoluteSeconds, double signedSeconds, long close) {

    /** No timestamps at all: the sum over no files. */
    public static final TimestampErrors EMPTY = new TimestampErrors(0, 0, 0, 0, 0);

    /** Up to this difference, in seconds, a timestamp counts as right. */
    public static final double CLOSE_SECONDS = 0.2;

    /** Times are given in milliseconds at the finest; so a difference of 0.2 counts as one however it was computed. */
    private static final double ROUNDING = 1e-6;

    /**
     * Compares the timestamps of one file.
     *
     * @param reference what was said, in order
     * @param hypothesis what an engine wrote, in order
     * @param normalizer applied to each text before it is split into words
     * @return the sums
     */
    public static TimestampErrors of(List<TimedText> reference, List<TimedText> hypothesis, Normalizer normalizer) {
        List<Edge> said = edges(reference, normalizer);
        List<Edge> written = edges(hypothesis, normalizer);
        Alignment alignment = Alignment.of(words(said), words(written));
        TimestampErrors sum = new TimestampErrors(0, 2L * items(said), 0, 0, 0);
        int ours = 0;
        int theirs = 0;
        for (Alignment.Step step : alignment.steps()) {
            if (step.edit() == Edit.HIT) {
                sum = sum.with(said.get(ours), written.get(theirs));
            }
            ours += step.edit().hasReference() ? 1 : 0;
            theirs += step.edit().hasHypothesis() ? 1 : 0;
        }
        return sum;
    }

    /** A word, and which edges of an item it is at. */
    private record Edge(String word, TimedText item, boolean first, boolean last) {}

    private static List<Edge> edges(List<TimedText> items, Normalizer normalizer) {
        List<Edge> edges = new ArrayList<>();
        for (TimedText item : items) {
            List<String> words = normalizer.words(item.text());
            for (int i = 0; i < words.size(); i++) {
                edges.add(new Edge(words.get(i), item, i == 0, i == words.size() - 1));
            }
        }
        return edges;
    }

    private static List<String> words(List<Edge> edges) {
        return edges.stream().map(Edge::word).toList();
    }

    private static long items(List<Edge> edges) {
        return edges.stream().filter(Edge::first).count();
    }

    private TimestampErrors with(Edge said, Edge written) {
        TimestampErrors sum = this;
        if (said.first() && written.first()) {
            sum = sum.with(written.item().startSeconds() - said.item().startSeconds());
        }
        if (said.last() && written.last()) {
            sum = sum.with(written.item().endSeconds() - said.item().endSeconds());
        }
        return sum;
    }

    private TimestampErrors with(double late) {
        double distance = Math.abs(late);
        long right = distance <= CLOSE_SECONDS + ROUNDING ? 1 : 0;
        return plus(new TimestampErrors(1, 0, distance, late, right));
    }

    /**
     * Returns the sum with another file's.
     *
     * @param other sums under the same normalizer
     * @return the sum of each number
     */
    public TimestampErrors plus(TimestampErrors other) {
        return new TimestampErrors(
                edges + other.edges,
                referenceEdges + other.referenceEdges,
                absoluteSeconds + other.absoluteSeconds,
                signedSeconds + other.signedSeconds,
                close + other.close);
    }

    /**
     * Returns the mean absolute error.
     *
     * @return in seconds; empty if nothing was compared
     */
    public OptionalDouble meanAbsoluteErrorSeconds() {
        return edges == 0 ? OptionalDouble.empty() : OptionalDouble.of(absoluteSeconds / edges);
    }

    /**
     * Returns the mean error, which shows an engine that is always late or early.
     *
     * @return in seconds, above 0 for late; empty if nothing was compared
     */
    public OptionalDouble meanErrorSeconds() {
        return edges == 0 ? OptionalDouble.empty() : OptionalDouble.of(signedSeconds / edges);
    }

    /**
     * Returns the share of the compared timestamps that differ by at most {@link #CLOSE_SECONDS}.
     *
     * @return from 0 to 1; empty if nothing was compared
     */
    public OptionalDouble closeShare() {
        return edges == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) close / edges);
    }
}
