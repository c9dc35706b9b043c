package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** One answer of {@code jiwer_peer.py}, and whether ours is the same. */
record JiwerExample(JsonNode answer) {

    private static final double ROUNDING = 1e-12;

    void hold() {
        String reference = answer.get(0).asString();
        String hypothesis = answer.get(1).asString();
        WordErrors words = WordErrors.of(reference, hypothesis, Normalizer.NONE);
        Alignment alignment = Alignment.of(reference, hypothesis, Normalizer.NONE);
        String counts =
                "[%d,%d,%d,%d]".formatted(words.hits(), words.substitutions(), words.deletions(), words.insertions());

        assertEquals(answer.get(3).asString(), alignment.text(answer.get(2).asInt()));
        assertEquals(answer.get(4).toString(), counts);
        assertEquals(words, alignment.errors());
        assertRate(5, words.rate());
        assertRate(6, words.matchErrorRate());
        assertRate(7, words.wordInformationLost());
        assertRate(8, words.wordInformationPreserved());
        assertRate(9, CharacterErrors.of(reference, hypothesis, Normalizer.NONE).rate());
    }

    private void assertRate(int index, OptionalDouble rate) {
        assertEquals(answer.get(index).asDouble(), rate.orElseThrow(), ROUNDING, answer::toString);
    }
}
