package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds alignments and distances against RapidFuzz, which jiwer uses. */
@Tag("peer")
class WordErrorsPeerTest {

    private static final int PAIRS = 40_000;

    @TempDir
    Path scratch;

    @Test
    void everyStepIsTheOneOfRapidFuzz() throws IOException {
        List<List<String>> pairs = new WordPairs(20_261_121).next(PAIRS);

        JsonNode answers = new Peer(scratch).answer("word_errors_peer.py", pairs);

        assertEquals(PAIRS, answers.size());
        for (int i = 0; i < PAIRS; i++) {
            String reference = pairs.get(i).get(0);
            String hypothesis = pairs.get(i).get(1);
            Alignment alignment = Alignment.of(reference, hypothesis, Normalizer.NONE);
            CharacterErrors characters = CharacterErrors.of(reference, hypothesis, Normalizer.NONE);

            assertEquals(answers.get(i).get(0).asString(), letters(alignment), () -> reference + " / " + hypothesis);
            assertEquals(answers.get(i).get(1).asLong(), characters.errors(), () -> reference + " / " + hypothesis);
        }
    }

    /**
     * Above about 2000 by 2000 words RapidFuzz divides the table (Hirschberg) and takes others of the equally short ways. What
     * does not depend on the way is the same: the distance, and so every error rate.
     */
    @Test
    void longTextsHaveTheSameTotals() throws IOException {
        List<List<String>> pairs = new WordPairs(20_261_123).longer(12, 2_500);

        JsonNode answers = new Peer(scratch).answer("word_errors_peer.py", pairs);

        int sameWay = 0;
        for (int i = 0; i < pairs.size(); i++) {
            String steps = answers.get(i).get(0).asString();
            Alignment alignment = Alignment.of(pairs.get(i).get(0), pairs.get(i).get(1), Normalizer.NONE);
            WordErrors ours = alignment.errors();

            assertEquals(steps.chars().filter(step -> step != 'H').count(), ours.errors());
            assertEquals(steps.chars().filter(step -> step != 'I').count(), ours.referenceWords());
            assertEquals(
                    answers.get(i).get(1).asLong(),
                    CharacterErrors.of(pairs.get(i).get(0), pairs.get(i).get(1), Normalizer.NONE)
                            .errors());
            sameWay += steps.equals(letters(alignment)) ? 1 : 0;
        }
        // If this is no longer so, the words about it in the documentation are wrong.
        assertTrue(sameWay < pairs.size(), "RapidFuzz took our way in all of " + pairs.size());
    }

    private static String letters(Alignment alignment) {
        return alignment.steps().stream()
                .map(step -> step.edit() == Edit.HIT
                        ? "H"
                        : String.valueOf(step.edit().letter()))
                .collect(Collectors.joining());
    }
}
