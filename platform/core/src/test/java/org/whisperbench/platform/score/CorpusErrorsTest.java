package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusErrorsTest {

    @Test
    void noUtterancesHaveNoRates() {
        CorpusErrors none = CorpusErrors.of(List.of());

        assertEquals(new CorpusErrors(0, 0, 0, WordErrors.EMPTY, CharacterErrors.EMPTY, 0, List.of()), none);
        assertTrue(none.corpusWordErrorRate().isEmpty());
        assertTrue(none.meanWordErrorRate().isEmpty());
        assertTrue(none.medianWordErrorRate().isEmpty());
        assertTrue(none.sentenceErrorRate().isEmpty());
        assertTrue(none.characters().rate().isEmpty());
    }

    @Test
    void silenceIsLeftOutOfRatesAndCountedApart() {
        CorpusErrors errors =
                CorpusErrors.of(List.of(score("", "thanks for watching"), score("...", ""), score("a b", "a c")));

        assertEquals(3, errors.utterances());
        assertEquals(2, errors.silentUtterances());
        assertEquals(2, errors.wrongUtterances());
        assertEquals(3, errors.hallucinatedWords());
        assertEquals(new WordErrors(1, 1, 0, 0, 2), errors.words());
        assertEquals(new CharacterErrors(1, 3), errors.characters());
        assertEquals(0.5, errors.corpusWordErrorRate().orElseThrow());
        assertEquals(2.0 / 3, errors.sentenceErrorRate().orElseThrow());
    }

    @Test
    void silenceOnlyHasNoWordErrorRate() {
        CorpusErrors silence = CorpusErrors.of(List.of(score("", "you"), score(" ", "")));

        assertTrue(silence.corpusWordErrorRate().isEmpty());
        assertTrue(silence.meanWordErrorRate().isEmpty());
        assertEquals(0.5, silence.sentenceErrorRate().orElseThrow());
        assertTrue(silence.words().matchErrorRate().isEmpty());
        assertTrue(silence.words().wordInformationPreserved().isEmpty());
        assertTrue(silence.words().wordInformationLost().isEmpty());
    }

    @Test
    void corpusMeanAndMedianDiffer() {
        CorpusErrors errors = CorpusErrors.of(
                List.of(score("a b c d e f g h", "a b c d e f g h"), score("a", "x y z"), score("a b", "a x")));

        assertEquals(4.0 / 11, errors.corpusWordErrorRate().orElseThrow());
        assertEquals(3.5 / 3, errors.meanWordErrorRate().orElseThrow(), 1e-15);
        assertEquals(0.5, errors.medianWordErrorRate().orElseThrow());
        assertEquals(List.of(0.0, 3.0, 0.5), errors.utteranceRates());
    }

    @ParameterizedTest
    @CsvSource({"a, a, 0 1", "ab, ba, 2 2", "a b, ab, 1 3", "日本語, 日語, 1 3", "\uD83D\uDE00a, a, 1 2", "a, '', 1 1"})
    void charactersAreCodePointsAndSpacesCount(String reference, String hypothesis, String expected) {
        CharacterErrors errors = CharacterErrors.of(reference, hypothesis, Normalizer.NONE);

        assertEquals(expected, errors.errors() + " " + errors.referenceCharacters());
    }

    @Test
    void spacesAtTheEdgesDoNotCount() {
        assertEquals(new CharacterErrors(0, 3), CharacterErrors.of(" a b\n", "a b", Normalizer.NONE));
        assertEquals(new CharacterErrors(1, 0), CharacterErrors.of(" ", "a", Normalizer.NONE));
        assertTrue(CharacterErrors.of(" ", "a", Normalizer.NONE).rate().isEmpty());
    }

    @Test
    void negativeCountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CharacterErrors(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new CharacterErrors(0, -1));
    }

    @Test
    void theCharacterDistanceIsTheOneOfTheTrace() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            int[] one =
                    random.ints(random.nextInt(200), 0, 1 + random.nextInt(9)).toArray();
            int[] other =
                    random.ints(random.nextInt(200), 0, 1 + random.nextInt(9)).toArray();

            long traced = WordErrors.count(EditTrace.edits(one, other)).errors();

            assertEquals(traced, EditRow.distance(one, other));
        }
    }

    @Test
    void measuresOfAnAlignmentKeepTheirBounds() {
        for (List<String> pair : new WordPairs(4).next(500)) {
            WordErrors errors = WordErrors.of(pair.get(0), pair.get(1), Normalizer.NONE);
            if (errors.referenceWords() > 0) {
                double mer = errors.matchErrorRate().orElseThrow();
                double preserved = errors.wordInformationPreserved().orElseThrow();

                assertTrue(mer >= 0 && mer <= 1 && mer <= errors.rate().orElseThrow());
                assertTrue(preserved >= 0 && preserved <= 1);
                assertEquals(1, preserved + errors.wordInformationLost().orElseThrow(), 1e-15);
            }
        }
    }

    @Test
    void anEmptyHypothesisPreservesNothing() {
        WordErrors errors = WordErrors.of("a b", "", Normalizer.NONE);

        assertEquals(0, errors.wordInformationPreserved().orElseThrow());
        assertEquals(1, errors.matchErrorRate().orElseThrow());
    }

    @Test
    void theOrderOfUtterancesDoesNotMatterForSums() {
        List<UtteranceErrors> some = IntStream.range(0, 5)
                .mapToObj(i -> score("a b c", "a" + " b".repeat(i)))
                .toList();
        List<UtteranceErrors> reversed =
                IntStream.rangeClosed(1, 5).mapToObj(i -> some.get(5 - i)).toList();

        assertEquals(CorpusErrors.of(some).words(), CorpusErrors.of(reversed).words());
    }

    private static UtteranceErrors score(String reference, String hypothesis) {
        return UtteranceErrors.of(reference, hypothesis, Normalizer.BASIC);
    }
}
