package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {

    private static final Bootstrap QUICK = new Bootstrap(500, 1, 0.95);
    private static final int WORDS = 20;

    @Test
    void fewerThanTwoUtterancesHaveNoInterval() {
        WordErrors one = errors(3);

        assertTrue(Bootstrap.STANDARD.ofWordErrorRate(List.of()).isEmpty());
        assertTrue(Bootstrap.STANDARD.ofWordErrorRate(List.of(one)).isEmpty());
        assertTrue(Bootstrap.STANDARD.ofWordErrorRate(List.of(one, silence())).isEmpty());
        assertTrue(Bootstrap.STANDARD.compare(List.of(one), List.of(one)).isEmpty());
    }

    @Test
    void equalUtterancesHaveAnIntervalOfOnePoint() {
        assertEquals(
                new Interval(0.15, 0.15, 0.95),
                Bootstrap.STANDARD
                        .ofWordErrorRate(Collections.nCopies(7, errors(3)))
                        .orElseThrow());
        assertEquals(
                new Interval(0, 0, 0.95),
                Bootstrap.STANDARD
                        .ofWordErrorRate(Collections.nCopies(7, errors(0)))
                        .orElseThrow());
    }

    @Test
    void twoUtterancesReachFromOneToTheOther() {
        Interval interval = Bootstrap.STANDARD
                .ofWordErrorRate(List.of(errors(0), errors(10)))
                .orElseThrow();

        assertEquals(new Interval(0, 0.5, 0.95), interval);
    }

    /** Of ten utterances one is wrong; drawn k times the rate is k / 10, k binomial: 97.5 % are at most 3. */
    @Test
    void quantilesAreThoseOfTheBinomialDistribution() {
        List<WordErrors> one =
                IntStream.range(0, 10).mapToObj(i -> errors(i == 4 ? WORDS : 0)).toList();

        assertEquals(
                new Interval(0, 0.3, 0.95),
                Bootstrap.STANDARD.ofWordErrorRate(one).orElseThrow());
    }

    @Test
    void silentUtterancesDoNotCount() {
        List<WordErrors> spoken = sample(new Random(2), 30, 0.2);
        List<WordErrors> withSilence = new ArrayList<>(spoken);
        withSilence.add(7, silence());

        assertEquals(QUICK.ofWordErrorRate(spoken), QUICK.ofWordErrorRate(withSilence));
        assertEquals(QUICK.compare(spoken, spoken), QUICK.compare(withSilence, withSilence));
    }

    @Test
    void theSeedDecidesAndIsTheSameOnEveryJava() {
        List<WordErrors> some = sample(new Random(3), 25, 0.3);

        assertEquals(QUICK.ofWordErrorRate(some), QUICK.ofWordErrorRate(some));
        assertTrue(!QUICK.ofWordErrorRate(some).equals(new Bootstrap(500, 2, 0.95).ofWordErrorRate(some)));
        assertEquals(
                new Interval(0.258, 0.32704999999999995, 0.95),
                QUICK.ofWordErrorRate(some).orElseThrow());
    }

    @Test
    void moreLevelIsWider() {
        List<WordErrors> some = sample(new Random(4), 40, 0.3);
        Interval narrow = new Bootstrap(2000, 1, 0.5).ofWordErrorRate(some).orElseThrow();
        Interval wide = new Bootstrap(2000, 1, 0.99).ofWordErrorRate(some).orElseThrow();

        assertTrue(wide.low() < narrow.low() && narrow.high() < wide.high());
        assertTrue(narrow.contains(rate(some)), narrow + " " + rate(some));
    }

    @Test
    void intervalsHoldTheTrueRateAboutAsOftenAsTheySay() {
        Random random = new Random(5);
        int held = 0;
        for (int i = 0; i < 300; i++) {
            held += QUICK.ofWordErrorRate(sample(random, 60, 0.2)).orElseThrow().contains(0.2) ? 1 : 0;
        }

        // 285 are expected of 300; percentile intervals of 60 utterances are a little narrow
        assertTrue(held >= 270 && held <= 295, "held: " + held);
    }

    @Test
    void equalSystemsAreRarelyToldApart() {
        Random random = new Random(6);
        int claims = 0;
        for (int i = 0; i < 300; i++) {
            PairedComparison comparison = QUICK.compare(sample(random, 60, 0.2), sample(random, 60, 0.2))
                    .orElseThrow();
            claims += comparison.verdict() == PairedComparison.Verdict.NO_DIFFERENCE_SHOWN ? 0 : 1;
        }

        // 15 are expected of 300
        assertTrue(claims <= 27, "claims: " + claims);
    }

    @ParameterizedTest
    @CsvSource({"6", "8", "13", "60"})
    void equalSystemsAreRarelyToldApartWhateverTheNumberOfFiles(int utterances) {
        Random random = new Random(utterances);
        int claims = 0;
        for (int i = 0; i < 400; i++) {
            claims += QUICK.compare(sample(random, utterances, 0.2), sample(random, utterances, 0.2))
                                    .orElseThrow()
                                    .verdict()
                            == PairedComparison.Verdict.NO_DIFFERENCE_SHOWN
                    ? 0
                    : 1;
        }

        // at most 20 are expected of 400; more than 31 come by chance in one of 100 tests
        assertTrue(claims <= 31, "claims: " + claims);
    }

    @Test
    void threeOfSixThatDifferShowNothing() {
        List<WordErrors> first =
                IntStream.range(0, 6).mapToObj(i -> errors(i < 3 ? 1 : 0)).toList();
        PairedComparison comparison = Bootstrap.STANDARD
                .compare(first, Collections.nCopies(6, errors(0)))
                .orElseThrow();

        assertEquals(3, comparison.differing());
        assertEquals(0.25, comparison.p(), "as the sign test has it");
        assertEquals(PairedComparison.Verdict.NO_DIFFERENCE_SHOWN, comparison.verdict());
    }

    @Test
    void drawnExchangesAgreeWithAllOfThem() {
        long[] thirteen = {1, 2, -1, 3, 1, 1, -2, 4, 1, -1, 2, 1, 1};
        int asFar = 0;
        for (int way = 0; way < 1 << 13; way++) {
            long sum = 0;
            for (int i = 0; i < 13; i++) {
                sum += (way >> i & 1) == 0 ? thirteen[i] : -thirteen[i];
            }
            asFar += Math.abs(sum) >= 13 ? 1 : 0;
        }

        assertEquals(asFar / 8192.0, Exchange.p(thirteen, 1), 0.01);
        assertEquals(1, Exchange.p(new long[0], 1));
    }

    @Test
    void aBetterSystemIsFound() {
        Random random = new Random(7);
        List<WordErrors> good = sample(random, 200, 0.1);
        List<WordErrors> bad = sample(random, 200, 0.2);
        PairedComparison forth = QUICK.compare(bad, good).orElseThrow();
        PairedComparison back = QUICK.compare(good, bad).orElseThrow();

        assertEquals(PairedComparison.Verdict.SECOND_BETTER, forth.verdict());
        assertEquals(PairedComparison.Verdict.FIRST_BETTER, back.verdict());
        assertEquals(1, forth.secondBetter());
        assertEquals(0, back.secondBetter());
        assertEquals(rate(bad), forth.first());
        assertEquals(rate(good), forth.second());
        assertEquals(forth.difference().low(), -back.difference().high(), 1e-15);
    }

    /** What both find hard does not blur the difference: one error less in each utterance is seen. */
    @Test
    void pairsAreComparedUtteranceByUtterance() {
        List<WordErrors> hard =
                IntStream.range(0, 20).mapToObj(i -> errors(1 + i % 15)).toList();
        List<WordErrors> easier =
                IntStream.range(0, 20).mapToObj(i -> errors(i % 15)).toList();

        PairedComparison comparison = QUICK.compare(hard, easier).orElseThrow();

        assertEquals(PairedComparison.Verdict.SECOND_BETTER, comparison.verdict());
        assertEquals(-0.05, comparison.difference().low(), 1e-15);
        assertEquals(-0.05, comparison.difference().high(), 1e-15);
    }

    @Test
    void aSystemAgainstItselfShowsNoDifference() {
        List<WordErrors> some = sample(new Random(8), 50, 0.2);
        PairedComparison comparison = QUICK.compare(some, some).orElseThrow();

        assertEquals(PairedComparison.Verdict.NO_DIFFERENCE_SHOWN, comparison.verdict());
        assertEquals("no difference shown", comparison.verdict().text());
        assertEquals(new Interval(0, 0, 0.95), comparison.difference());
    }

    @ParameterizedTest
    @CsvSource({"5, NO_DIFFERENCE_SHOWN", "6, SECOND_BETTER"})
    void fiveUtterancesShowNothing(int utterances, PairedComparison.Verdict expected) {
        PairedComparison comparison = QUICK.compare(
                        Collections.nCopies(utterances, errors(9)), Collections.nCopies(utterances, errors(1)))
                .orElseThrow();

        assertEquals(expected, comparison.verdict());
    }

    @Test
    void whatCannotBePairedIsRefused() {
        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> QUICK.compare(List.of(errors(1)), List.of())),
                () -> assertThrows(
                        IllegalArgumentException.class, () -> QUICK.compare(List.of(errors(1)), List.of(silence()))),
                () -> assertThrows(IllegalArgumentException.class, () -> new Bootstrap(0, 1, 0.95)),
                () -> assertThrows(IllegalArgumentException.class, () -> new Bootstrap(1, 1, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1, 0.95)),
                () -> assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 1, 0.95)));
    }

    private static WordErrors errors(int substitutions) {
        return new WordErrors(WORDS - substitutions, substitutions, 0, 0, WORDS);
    }

    private static WordErrors silence() {
        return new WordErrors(0, 0, 0, 4, 0);
    }

    private static List<WordErrors> sample(Random random, int utterances, double rate) {
        return IntStream.range(0, utterances)
                .mapToObj(i ->
                        errors((int) random.doubles(WORDS).filter(u -> u < rate).count()))
                .toList();
    }

    private static double rate(List<WordErrors> utterances) {
        return utterances.stream()
                .reduce(WordErrors.EMPTY, WordErrors::plus)
                .rate()
                .orElseThrow();
    }
}
