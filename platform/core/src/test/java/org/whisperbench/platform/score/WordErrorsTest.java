package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordErrorsTest {

    @ParameterizedTest
    @CsvSource({
        // reference, hypothesis, then hits, substitutions, deletions, insertions
        "'', '', 0 0 0 0",
        "a, a, 1 0 0 0",
        "a, b, 0 1 0 0",
        "a, '', 0 0 1 0",
        "'', a, 0 0 0 1",
        "'', x y, 0 0 0 2",
        "a b c, a c, 2 0 1 0",
        "a c, a b c, 2 0 0 1",
        "a b c, a x c, 2 1 0 0",
        "a b, b a, 1 0 1 1",
        "a b c, c a b, 2 0 1 1",
        "a b c d, b c x d e, 3 0 1 2",
        "a b c d, w x y z, 0 4 0 0",
        "a a a, a a, 2 0 1 0",
        "größe straße, größe strasse, 1 1 0 0",
        "日 本 語, 日 語, 2 0 1 0",
    })
    void editsAreCountedAndTiesBrokenAsRapidFuzzDoes(String reference, String hypothesis, String expected) {
        WordErrors errors = WordErrors.of(reference, hypothesis, Normalizer.NONE);

        String found =
                errors.hits() + " " + errors.substitutions() + " " + errors.deletions() + " " + errors.insertions();
        assertEquals(expected, found);
    }

    @Test
    void theNormalizerDecidesWhichWordsAreEqual() {
        assertEquals(new WordErrors(0, 2, 0, 0, 2), WordErrors.of("Hello, world", "hello World", Normalizer.NONE));
        assertEquals(new WordErrors(2, 0, 0, 0, 2), WordErrors.of("Hello, world", "hello World", Normalizer.BASIC));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void theTotalIsTheDistanceOfTheTextbookInBothDirections(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String[] one = words(random, random.nextInt(200), 1 + random.nextInt(30));
            String[] other = words(random, random.nextInt(200), 1 + random.nextInt(30));

            WordErrors there = WordErrors.of(String.join(" ", one), String.join(" ", other), Normalizer.NONE);
            WordErrors back = WordErrors.of(String.join(" ", other), String.join(" ", one), Normalizer.NONE);

            assertEquals(textbookDistance(one, other), there.errors());
            assertEquals(there.errors(), back.errors());
            assertEquals(one.length, there.referenceWords());
            assertEquals(other.length, there.hits() + there.substitutions() + there.insertions());
        }
    }

    @Test
    void tenThousandWordsTakeLittleTime() {
        Random random = new Random(1);
        String reference = String.join(" ", words(random, 10_000, 3_000));
        String hypothesis = String.join(" ", words(random, 10_000, 3_000));

        WordErrors errors =
                assertTimeout(Duration.ofSeconds(10), () -> WordErrors.of(reference, hypothesis, Normalizer.BASIC));

        assertEquals(10_000, errors.referenceWords());
    }

    @Test
    void thirtyThousandWordsOfTwoKindsTakeLittleTime() {
        Random random = new Random(2);
        String reference = String.join(" ", words(random, 30_000, 2));
        String hypothesis = String.join(" ", words(random, 30_000, 2));

        WordErrors errors =
                assertTimeout(Duration.ofSeconds(20), () -> WordErrors.of(reference, hypothesis, Normalizer.NONE));

        assertEquals(30_000, errors.referenceWords());
    }

    @Test
    void aCorpusIsScoredByItsSums() {
        WordErrors first = WordErrors.of("a b c d", "a b c", Normalizer.NONE);
        WordErrors second = WordErrors.of("a", "b", Normalizer.NONE);

        WordErrors corpus = WordErrors.EMPTY.plus(first).plus(second);

        assertEquals(new WordErrors(3, 1, 1, 0, 5), corpus);
        assertEquals(0.4, corpus.rate().orElseThrow());
        assertEquals(2, corpus.errors());
    }

    @Test
    void wordsWrittenIntoSilenceAreHallucinatedAndHaveNoRate() {
        WordErrors silence = WordErrors.of("", "thanks for watching", Normalizer.BASIC);

        assertTrue(silence.rate().isEmpty());
        assertEquals(3, silence.hallucinatedWords());
        assertEquals(0, WordErrors.of("a", "a b", Normalizer.BASIC).hallucinatedWords());
        assertTrue(WordErrors.EMPTY.rate().isEmpty());
    }

    @Test
    void theRateMayExceedOne() {
        assertEquals(3, WordErrors.of("a", "x y z", Normalizer.NONE).rate().orElseThrow());
    }

    @Test
    void countsThatDoNotAddUpAreRefused() {
        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> new WordErrors(1, 0, 0, 0, 2)),
                () -> assertThrows(IllegalArgumentException.class, () -> new WordErrors(-1, 1, 0, 0, 0)),
                () -> assertThrows(IllegalArgumentException.class, () -> new WordErrors(0, 0, 0, -1, 0)));
    }

    private static String[] words(Random random, int count, int vocabulary) {
        return IntStream.range(0, count)
                .mapToObj(i -> "w" + random.nextInt(vocabulary))
                .collect(Collectors.toList())
                .toArray(String[]::new);
    }

    private static int textbookDistance(String[] one, String[] other) {
        int[] above = IntStream.rangeClosed(0, other.length).toArray();
        for (int i = 1; i <= one.length; i++) {
            int[] row = new int[other.length + 1];
            row[0] = i;
            for (int j = 1; j <= other.length; j++) {
                int pair = above[j - 1] + (one[i - 1].equals(other[j - 1]) ? 0 : 1);
                row[j] = Math.min(pair, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length];
    }
}
