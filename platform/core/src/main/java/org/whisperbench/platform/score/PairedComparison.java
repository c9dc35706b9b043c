package org.whisperbench.platform.score;

/**
 * How the word error rates of two systems on the same utterances differ.
 *
 * @param utterances how many with words were compared, at least 2
 * @param differing on how many of them the two made different numbers of errors
 * @param first word error rate of the corpus, first system
 * @param second the same, second system
 * @param difference interval of the second rate less the first
 * @param secondBetter share of the resamples in which the second system made fewer errors, from 0 to 1
 * @param p how often equal systems differ at least as much, from 0 to 1: see {@link Exchange}
 */
public record PairedComparison(
        int utterances,
        int differing,
        double first,
        double second,
        Interval difference,
        double secondBetter,
        double p) {

    /**
     * With fewer utterances on which the systems differ no difference is shown, whatever the interval: that all of five
     * independent differences have the same sign happens by chance in one of 16 comparisons of equal systems, more often
     * than 5 %.
     */
    public static final int FEWEST_DIFFERING = 6;

    private static final double LARGEST_P = 1 - Interval.LEVEL;

    /** What may be said. */
    public enum Verdict {
        /** The first system makes fewer errors. */
        FIRST_BETTER("the first is better"),
        /** The second system makes fewer errors. */
        SECOND_BETTER("the second is better"),
        /** Chance explains the difference. */
        NO_DIFFERENCE_SHOWN("no difference shown");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        /**
         * Returns the verdict for people.
         *
         * @return such as {@code no difference shown}
         */
        public String text() {
            return text;
        }
    }

    /**
     * Returns which system is better, if the interval of the difference does not hold 0, it is not above 5 % how often equal
     * systems differ as much, and there are utterances enough on which they differ. The interval alone is too narrow where
     * utterances are few.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        if (differing < FEWEST_DIFFERING || p > LARGEST_P || difference.contains(0)) {
            return Verdict.NO_DIFFERENCE_SHOWN;
        }
        return difference.high() < 0 ? Verdict.SECOND_BETTER : Verdict.FIRST_BETTER;
    }
}
