package org.whisperbench.platform.score;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * Confidence intervals of corpus word error rates, by drawing the utterances again and again, each time as many as there
 * are, with replacement. Errors within one utterance depend on each other; utterances are taken to be independent, which
 * parts of one recording are not.
 *
 * <p>The ends are quantiles of the resampled rates (percentile interval). With few utterances it is too narrow.
 * Utterances whose reference has no words are left out. The same seed and number of utterances draw the same utterances
 * on every Java, since {@link Random} is specified to the bit.
 *
 * <p>Source: M. Bisani, H. Ney, "Bootstrap estimates for confidence intervals in ASR performance evaluation", ICASSP
 * 2004.
 *
 * @param resamples how often the utterances are drawn, at least 1
 * @param seed of the draws
 * @param level of the intervals, between 0 and 1
 */
public record Bootstrap(int resamples, long seed, double level) {

    /** 10 000 resamples, seed 1, level 0.95: what every report uses. */
    public static final Bootstrap STANDARD = new Bootstrap(10_000, 1, Interval.LEVEL);

    private static final Quantile LINEAR = Quantile.withDefaults().with(EstimationMethod.HF7);

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if there is no resample, or the level is not between 0 and 1
     */
    public Bootstrap {
        if (resamples < 1) {
            throw new IllegalArgumentException("no interval of " + resamples + " resamples");
        }
        Interval.checkLevel(level);
    }

    /**
     * Returns the interval of the word error rate of the corpus.
     *
     * @param utterances the errors of each utterance
     * @return the interval; empty if fewer than two utterances have words, which say nothing of how utterances differ
     */
    public Optional<Interval> ofWordErrorRate(List<WordErrors> utterances) {
        List<WordErrors> spoken =
                utterances.stream().filter(u -> u.referenceWords() > 0).toList();
        if (spoken.size() < 2) {
            return Optional.empty();
        }
        Draws draws = new Draws(spoken);
        double[] rates = new double[resamples];
        Random random = new Random(seed);
        for (int i = 0; i < resamples; i++) {
            draws.draw(random);
            rates[i] = draws.rate();
        }
        return Optional.of(interval(rates));
    }

    /**
     * Compares two systems on the same utterances: both are scored on the same resamples, so that what makes an utterance
     * hard for both does not blur the difference.
     *
     * @param first the errors of one system
     * @param second those of the other, on the same utterances in the same order
     * @return the comparison; empty if fewer than two utterances have words
     * @throws IllegalArgumentException if the references of the two differ in length
     */
    public Optional<PairedComparison> compare(List<WordErrors> first, List<WordErrors> second) {
        int[] spoken = spoken(first, second);
        if (spoken.length < 2) {
            return Optional.empty();
        }
        Draws ours = new Draws(IntStream.of(spoken).mapToObj(first::get).toList());
        Draws theirs = new Draws(IntStream.of(spoken).mapToObj(second::get).toList());
        double[] differences = new double[resamples];
        int better = 0;
        Random random = new Random(seed);
        Random again = new Random(seed);
        for (int i = 0; i < resamples; i++) {
            ours.draw(random);
            theirs.draw(again);
            differences[i] = theirs.rate() - ours.rate();
            better += differences[i] < 0 ? 1 : 0;
        }
        long[] differing = IntStream.of(spoken)
                .mapToLong(i -> second.get(i).errors() - first.get(i).errors())
                .filter(difference -> difference != 0)
                .toArray();
        return Optional.of(new PairedComparison(
                spoken.length,
                differing.length,
                ours.whole(),
                theirs.whole(),
                interval(differences),
                (double) better / resamples,
                Exchange.p(differing, seed)));
    }

    private static int[] spoken(List<WordErrors> first, List<WordErrors> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "one system has %d utterances, the other %d".formatted(first.size(), second.size()));
        }
        for (int i = 0; i < first.size(); i++) {
            if (first.get(i).referenceWords() != second.get(i).referenceWords()) {
                throw new IllegalArgumentException("the references of utterance %d have %d and %d words"
                        .formatted(
                                i, first.get(i).referenceWords(), second.get(i).referenceWords()));
            }
        }
        return IntStream.range(0, first.size())
                .filter(i -> first.get(i).referenceWords() > 0)
                .toArray();
    }

    private Interval interval(double[] values) {
        double outside = (1 - level) / 2;
        double[] ends = LINEAR.evaluate(values, outside, 1 - outside);
        return new Interval(ends[0], ends[1], level);
    }

    /** The sums over the utterances that were drawn last. */
    private static final class Draws {
        private final long[] errors;
        private final long[] words;
        private long sumOfErrors;
        private long sumOfWords;

        Draws(List<WordErrors> utterances) {
            errors = utterances.stream().mapToLong(WordErrors::errors).toArray();
            words = utterances.stream().mapToLong(WordErrors::referenceWords).toArray();
        }

        void draw(Random random) {
            sumOfErrors = 0;
            sumOfWords = 0;
            for (int i = 0; i < errors.length; i++) {
                int drawn = random.nextInt(errors.length);
                sumOfErrors += errors[drawn];
                sumOfWords += words[drawn];
            }
        }

        double rate() {
            return (double) sumOfErrors / sumOfWords;
        }

        double whole() {
            return (double) LongStream.of(errors).sum() / LongStream.of(words).sum();
        }
    }
}
