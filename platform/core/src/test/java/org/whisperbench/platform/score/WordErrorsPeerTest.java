package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    private static String letters(Alignment alignment) {
        return alignment.steps().stream()
                .map(step -> step.edit() == Edit.HIT
                        ? "H"
                        : String.valueOf(step.edit().letter()))
                .collect(Collectors.joining());
    }
}
