package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.WhisperException;

class AlignmentRulesTest {

    private static final AlignmentRules SCLITE = new AlignmentRules(AlignmentRules.Weights.SCLITE, false);
    private static final AlignmentRules MERGING = new AlignmentRules(AlignmentRules.Weights.EQUAL, true);

    private static String counts(AlignmentRules rules, String reference, String hypothesis) {
        WordErrors errors = rules.errors(reference, hypothesis, Normalizer.NONE).words();
        return "%d %d %d %d of %d"
                .formatted(
                        errors.hits(),
                        errors.substitutions(),
                        errors.deletions(),
                        errors.insertions(),
                        errors.referenceWords());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a b        | b a        | 1 0 1 1 of 2
            a b c      | a x c      | 2 1 0 0 of 3
            a b c d    | b c d e    | 3 0 1 1 of 4
            a b        | x y        | 0 2 0 0 of 2
            a          | x y        | 0 1 0 1 of 1
            ''         | x y        | 0 0 0 2 of 0
            """)
    void scliteWouldRatherMissAndInsertThanSubstituteTwice(String reference, String hypothesis, String counts) {
        assertEquals(counts, counts(SCLITE, reference, hypothesis));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            white paper        | whitepaper         | 2 0 0 0 of 2
            whitepaper         | white paper        | 1 0 0 0 of 1
            the white paper is | a whitepaper was   | 2 2 0 0 of 4
            e mail e mail      | email x email      | 4 0 0 1 of 4
            a b c d            | abc d              | 4 0 0 0 of 4
            ab                 | a c                | 0 1 0 1 of 1
            x                  | x                  | 1 0 0 0 of 1
            """)
    void compoundsAreHits(String reference, String hypothesis, String counts) {
        assertEquals(counts, counts(MERGING, reference, hypothesis));
    }

    @Test
    void aMergedCompoundIsOneStep() {
        Alignment alignment = MERGING.align("the white paper", "the whitepaper", Normalizer.NONE);

        assertEquals(
                List.of("the/the", "white paper/whitepaper"),
                alignment.steps().stream()
                        .map(step -> step.reference() + "/" + step.hypothesis())
                        .toList());
        assertEquals(
                "REF: the white paper\nHYP: the  whitepaper\n",
                alignment.text(80).replaceAll("\\s+$", "\n"));
    }

    /** With equal weights the whole table finds the distance that the window finds; other ways may be as short. */
    @Test
    void theTotalIsTheOneOfTheStandard() {
        AlignmentRules equal = new AlignmentRules(AlignmentRules.Weights.EQUAL, true);
        for (List<String> pair : new WordPairs(11).next(2_000)) {
            String reference = pair.get(0);
            // No word of these is put together of others: they all begin with w and end with a number.
            String hypothesis = pair.get(1);

            WordErrors standard = WordErrors.of(reference, hypothesis, Normalizer.NONE);
            WordErrors table =
                    equal.errors(reference, hypothesis, Normalizer.NONE).words();
            WordErrors sclite =
                    SCLITE.errors(reference, hypothesis, Normalizer.NONE).words();

            assertEquals(standard.errors(), table.errors());
            assertEquals(standard.referenceWords(), sclite.referenceWords());
            assertTrue(sclite.errors() >= standard.errors(), "the standard is the least");
            assertTrue(cost(sclite) <= cost(standard), "sclite's way costs least by its own weights");
        }
    }

    private static long cost(WordErrors errors) {
        return 4 * errors.substitutions() + 3 * (errors.deletions() + errors.insertions());
    }

    @Test
    void theStandardIsTheAlignmentOfJiwer() {
        assertEquals(
                Alignment.of("a b c", "c a b", Normalizer.NONE),
                AlignmentRules.STANDARD.align("a b c", "c a b", Normalizer.NONE));
        assertEquals("", AlignmentRules.STANDARD.toString());
        assertEquals("weights sclite", SCLITE.toString());
        assertEquals("compounds merged", MERGING.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCLITE", "jiwer", ""})
    void unknownWeightsAreRefused(String name) {
        assertThrows(WhisperException.class, () -> AlignmentRules.Weights.parse(name));
    }

    @Test
    void filesThatNeedTooLargeATableAreRefused() {
        String text = java.util.stream.IntStream.range(0, 12_000)
                .mapToObj(i -> "w" + i)
                .collect(Collectors.joining(" "));

        WhisperException refusal =
                assertThrows(WhisperException.class, () -> SCLITE.align(text, text + " x", Normalizer.NONE));

        assertEquals(
                "a file of 12001 words is too long to be aligned with 'weights sclite'; leave these rules out",
                refusal.getMessage());
    }
}
