package org.whisperbench.platform.score;

/**
 * How the word error rates of two systems on the same utterances differ.
 *
 * @param utterances how many with words were compared, at least 2
 * @param first word error rate of the corpus, first system
 * @param second the same, second system
 * @param difference interval of the second rate less the first
 * @param secondBetter share of the resamples in which the second system made fewer errors, from 0 to 1
 */
public record PairedComparison(int utterances, double first, double second, Interval difference, double secondBetter) {

    /**
     * With fewer utterances no difference is shown, whatever the interval: that all of five independent differences have
     * the same sign happens by chance in one of 16 comparisons of equal systems, more often than 5 %.
     */
    public static final int FEWEST_UTTERANCES = 6;

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
     * Returns which system is better, if the interval of the difference does not hold 0 and there are utterances enough.
     *
     * @return the verdict
     */
    public Verdict verdict() {
        if (utterances < FEWEST_UTTERANCES || difference.contains(0)) {
            return Verdict.NO_DIFFERENCE_SHOWN;
        }
        return difference.high() < 0 ? Verdict.SECOND_BETTER : Verdict.FIRST_BETTER;
    }
}
