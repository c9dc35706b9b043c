package org.whisperbench.platform.score;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often the language of speech was detected, by the language that was spoken.
 *
 * @param byLanguage counts for each language that was spoken, by its lower-case primary subtag such as {@code en}
 */
public record LanguageAccuracy(Map<String, Detections> byLanguage) {

    /** No speech at all. */
    public static final LanguageAccuracy EMPTY = new LanguageAccuracy(Map.of());

    /** The normal distribution's quantile of 97.5 %, for intervals at level 0.95. */
    private static final double NORMAL_97_5 = 1.959963984540054;

    /** Copies the map; its order is that of the languages' names. */
    public LanguageAccuracy {
        byLanguage = Collections.unmodifiableSortedMap(new TreeMap<>(byLanguage));
    }

    /**
     * Counts for one language.
     *
     * @param utterances how many were in this language
     * @param right for how many of them it was detected
     */
    public record Detections(int utterances, int right) {

        /**
         * Validates the counts.
         *
         * @throws IllegalArgumentException if more are right than there are
         */
        public Detections {
            if (right < 0 || right > utterances) {
                throw new IllegalArgumentException(right + " of " + utterances + " are right");
            }
        }
    }

    /**
     * Returns these counts with one more utterance. Language tags are compared by their primary subtag, so {@code en-US}
     * is {@code en}, whatever the case, and {@code eng} and {@code English}, too.
     *
     * @param spoken the language that was spoken
     * @param detected the language that an engine detected; an empty text if it detected none, which is wrong
     * @return the new counts
     */
    public LanguageAccuracy with(String spoken, String detected) {
        String language = LanguageTag.primary(spoken);
        int right = language.equals(LanguageTag.primary(detected)) ? 1 : 0;
        Map<String, Detections> counts = new TreeMap<>(byLanguage);
        counts.merge(
                language,
                new Detections(1, right),
                (a, b) -> new Detections(a.utterances() + b.utterances(), a.right() + b.right()));
        return new LanguageAccuracy(counts);
    }

    /**
     * Returns the counts over all languages.
     *
     * @return the sums
     */
    public Detections all() {
        return byLanguage.values().stream()
                .reduce(
                        new Detections(0, 0),
                        (a, b) -> new Detections(a.utterances() + b.utterances(), a.right() + b.right()));
    }

    /**
     * Writes the counts of each language.
     *
     * @return such as {@code de 3/4, en 12/12}: how many are right of how many; empty without utterances
     */
    public String perLanguage() {
        return byLanguage.entrySet().stream()
                .map(language -> "%s %d/%d"
                        .formatted(
                                language.getKey(),
                                language.getValue().right(),
                                language.getValue().utterances()))
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns the share of utterances whose language was detected. Languages with more utterances weigh more.
     *
     * @return from 0 to 1; empty without utterances
     */
    public OptionalDouble accuracy() {
        Detections all = all();
        return all.utterances() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) all.right() / all.utterances());
    }

    /**
     * Returns the score interval of the accuracy at level 0.95.
     *
     * <p>Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
     * American Statistical Association 22 (1927).
     *
     * @return within 0 to 1; empty without utterances
     */
    public Optional<Interval> interval() {
        Detections all = all();
        if (all.utterances() == 0) {
            return Optional.empty();
        }
        double n = all.utterances();
        double share = all.right() / n;
        double squared = NORMAL_97_5 * NORMAL_97_5 / n;
        double center = (share + squared / 2) / (1 + squared);
        double half = Math.sqrt(squared * (share * (1 - share) + squared / 4)) / (1 + squared);
        return Optional.of(new Interval(Math.max(0, center - half), Math.min(1, center + half), Interval.LEVEL));
    }
}
