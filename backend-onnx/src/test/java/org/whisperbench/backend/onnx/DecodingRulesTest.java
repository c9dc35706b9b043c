package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A vocabulary of 10: four words, 4 ends, 5 starts, 6 says no timestamps, 7 to 9 are timestamps. */
final class DecodingRulesTest {

    private static final WhisperConfig.Tokens TOKENS =
            new WhisperConfig.Tokens(5, 4, 6, 8, WhisperConfig.Tokens.NONE, List.of(3, 5), List.of(0, 4));

    private final DecodingRules plain = new DecodingRules(TOKENS, false);
    private final DecodingRules timed = new DecodingRules(TOKENS, true);

    @Test
    void theLeastIdOfEqualsIsChosen() {
        assertEquals(1, plain.choose(new float[] {0, 5, 5, 0, 0, 0, 0, 0, 0, 0}, List.of(1)));
    }

    @Test
    void someTokensAreNeverWrittenAndSomeNotFirst() {
        float[] logits = {9, 1, 2, 10, 8, 11, 0, 0, 0, 0};

        assertEquals(2, plain.choose(logits.clone(), List.of()));
        assertEquals(0, plain.choose(logits.clone(), List.of(2)));
    }

    @Test
    void theFirstTokenIsATimestampUpToTheLimit() {
        assertEquals(8, timed.choose(new float[] {9, 9, 9, 9, 9, 9, 9, 1, 2, 3}, List.of()));
    }

    @Test
    void afterTheFirstTimestampComesText() {
        assertEquals(1, timed.choose(new float[] {0, 1, 0, 0, 0, 0, 0, 9, 9, 9}, List.of(7)));
    }

    @Test
    void afterATimestampThatFollowsTextComesATimestampNotBeforeItOrTheEnd() {
        assertEquals(8, timed.choose(new float[] {9, 9, 9, 9, 0, 9, 9, 7, 5, 1}, List.of(7, 1, 8)));
        assertEquals(4, timed.choose(new float[] {9, 9, 9, 9, 6, 9, 9, 7, 1, 1}, List.of(7, 1, 8)));
    }

    @Test
    void afterAPairComesTextOrTheEnd() {
        assertEquals(1, timed.choose(new float[] {0, 2, 0, 0, 1, 0, 0, 9, 9, 9}, List.of(7, 1, 8, 8)));
    }

    @Test
    void afterTextTimestampsMoveForward() {
        assertEquals(9, timed.choose(new float[] {0, 1, 0, 0, 0, 0, 0, 9, 9, 2}, List.of(8, 1)));
        assertEquals(1, timed.choose(new float[] {0, 1, 0, 0, 0, 0, 0, 9, 9, 9}, List.of(9, 1)));
    }

    @Test
    void timestampsThatAreTogetherMoreProbableThanAnyTextWin() {
        // Each is below the text, but log(e^1.5 + e^1.4 + e^1.3) = 2.5.
        assertEquals(7, timed.choose(new float[] {0, 2, 0, 0, 0, 0, 0, 1.5f, 1.4f, 1.3f}, List.of(1)));
        assertEquals(1, timed.choose(new float[] {0, 3, 0, 0, 0, 0, 0, 1.5f, 1.4f, 1.3f}, List.of(1)));
    }

    @Test
    void theTokenForNoTimestampsIsNotWrittenWhereTheyAreAskedFor() {
        assertEquals(1, timed.choose(new float[] {0, 1, 0, 0, 0, 0, 9, -9, -9, -9}, List.of(1)));
        assertEquals(6, plain.choose(new float[] {0, 1, 0, 0, 0, 0, 9, 0, 0, 0}, List.of(1)));
    }
}
