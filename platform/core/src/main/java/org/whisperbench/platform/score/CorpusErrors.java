package org.whisperbench.platform.score;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;

/**
 * The errors of many utterances. Utterances whose reference has no words have no rate; they are left out of every sum
 * and rate of words and characters, and what was written for them is counted apart.
 *
 * @param utterances how many were scored
 * @param silentUtterances how many of them have a reference without words
 * @param wrongUtterances how many have any word wrong, words written into silence included
 * @param words sums over the utterances that are not silent
 * @param characters sums over the utterances that are not silent
 * @param hallucinatedWords words written for silent utterances
 * @param utteranceRates word error rate of each utterance that is not silent, in their order
 */
public record CorpusErrors(
        long utterances,
        long silentUtterances,
        long wrongUtterances,
        WordErrors words,
        CharacterErrors characters,
        long hallucinatedWords,
        List<Double> utteranceRates) {

    /** Copies the list. */
    public CorpusErrors {
        utteranceRates = List.copyOf(utteranceRates);
    }

    /**
     * Sums up.
     *
     * @param utterances errors under one normalizer, in any number
     * @return the sums
     */
    public static CorpusErrors of(Collection<UtteranceErrors> utterances) {
        List<UtteranceErrors> spoken =
                utterances.stream().filter(u -> !u.isSilent()).toList();
        return new CorpusErrors(
                utterances.size(),
                utterances.size() - spoken.size(),
                utterances.stream().filter(u -> u.words().errors() > 0).count(),
                spoken.stream().map(UtteranceErrors::words).reduce(WordErrors.EMPTY, WordErrors::plus),
                spoken.stream().map(UtteranceErrors::characters).reduce(CharacterErrors.EMPTY, CharacterErrors::plus),
                utterances.stream()
                        .mapToLong(u -> u.words().hallucinatedWords())
                        .sum(),
                spoken.stream().map(u -> u.words().rate().orElseThrow()).toList());
    }

    /**
     * Returns the word error rate of the corpus: all errors divided by all words of the references. Long utterances
     * weigh more. This is what is meant where a rate has no other name.
     *
     * @return from 0 on; empty if no utterance has words
     */
    public OptionalDouble corpusWordErrorRate() {
        return words.rate();
    }

    /**
     * Returns the mean of the utterances' word error rates. A single short utterance with many insertions can decide it.
     *
     * @return from 0 on; empty if no utterance has words
     */
    public OptionalDouble meanWordErrorRate() {
        return utteranceRates.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Mean.of(rates()).getAsDouble());
    }

    /**
     * Returns the median of the utterances' word error rates, which is 0 if more than half of them are right.
     *
     * @return from 0 on; empty if no utterance has words
     */
    public OptionalDouble medianWordErrorRate() {
        return utteranceRates.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Median.withDefaults().evaluate(rates()));
    }

    /**
     * Returns the sentence error rate: the share of utterances with any word wrong, silent ones included.
     *
     * @return from 0 to 1; empty if there is no utterance
     */
    public OptionalDouble sentenceErrorRate() {
        return utterances == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) wrongUtterances / utterances);
    }

    private double[] rates() {
        return utteranceRates.stream().mapToDouble(rate -> rate).toArray();
    }
}
