package org.whisperbench.platform.score;

import java.util.List;

/**
 * Which ranks something may have among others, as far as confidence intervals tell.
 *
 * @param best its rank if everything that is not shown to be ahead of it is behind it; the first is 1
 * @param worst its rank if everything that is not shown to be behind it is ahead of it
 */
public record Standing(int best, int worst) {

    /**
     * Validates the ranks.
     *
     * @throws IllegalArgumentException if they are crossed or below 1
     */
    public Standing {
        if (best < 1 || worst < best) {
            throw new IllegalArgumentException("no ranks from " + best + " to " + worst);
        }
    }

    /**
     * Ranks by the intervals of mean times at level 0.95. One is ahead of another only if its whole interval lies below
     * the other's. Two equal systems whose runs are independent are so told apart in fewer than 5 % of comparisons, since
     * disjoint intervals are a stricter test than the difference of means. What was run once has no interval and is told
     * apart from nothing.
     *
     * @param times for the same work
     * @return one standing for each, in the same order
     */
    public static List<Standing> bySpeed(List<RunStatistics> times) {
        return times.stream().map(own -> of(own, times)).toList();
    }

    private static Standing of(RunStatistics own, List<RunStatistics> all) {
        long ahead = all.stream().filter(other -> isAhead(other, own)).count();
        long behind = all.stream().filter(other -> isAhead(own, other)).count();
        return new Standing((int) ahead + 1, all.size() - (int) behind);
    }

    private static boolean isAhead(RunStatistics one, RunStatistics other) {
        return one.meanInterval()
                .flatMap(low -> other.meanInterval().map(low::isBelow))
                .orElse(false);
    }

    /**
     * Returns whether the rank is shown.
     *
     * @return true if it is told apart from everything else
     */
    public boolean isShown() {
        return best == worst;
    }

    /**
     * Returns the standing for people.
     *
     * @return such as {@code 1}, or {@code 2-3, no difference shown}
     */
    public String text() {
        return isShown() ? Integer.toString(best) : best + "-" + worst + ", no difference shown";
    }
}
