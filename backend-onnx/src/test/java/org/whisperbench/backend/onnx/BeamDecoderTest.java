package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beam search over texts of the letters 0 to 2 whose probabilities are written down here. */
final class BeamDecoderTest {

    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    /** The best text is the longest: whoever stops as soon as no beam is likely to win does not find it. */
    private static final Map<List<Integer>, double[]> LATE = Map.of(
            List.of(),
            new double[] {.35, .25, 0, .4},
            List.of(A),
            new double[] {0, 0, .48, .52},
            List.of(B),
            new double[] {.1, 0, 0, .9},
            List.of(A, C),
            new double[] {.01, 0, 0, .99});

    @Test
    void withoutPatienceTheSearchEndsWhenNoBeamCanWin() throws InterruptedException {
        ScriptedDecoder script = new ScriptedDecoder(LATE, .5, 0, 0, .5);

        Written written = decoder(2, 0, 20).write(script, ScriptedDecoder.PROMPT);

        assertEquals(List.of(B), written.tokens());
        assertEquals(1, script.steps());
    }

    @Test
    void withPatienceItGoesOnUntilThatManyTextsHaveEnded() throws InterruptedException {
        ScriptedDecoder script = new ScriptedDecoder(LATE, .5, 0, 0, .5);

        Written written = decoder(2, 2, 20).write(script, ScriptedDecoder.PROMPT);

        assertEquals(List.of(A, C), written.tokens(), "the likeliest of four by its mean");
        assertTrue(written.ended());
        assertEquals(2, script.steps());
    }

    @Test
    void patienceOfOneEndsWithAsManyTextsAsBeams() throws InterruptedException {
        ScriptedDecoder script = new ScriptedDecoder(LATE, .5, 0, 0, .5);

        Written written = decoder(2, 1, 20).write(script, ScriptedDecoder.PROMPT);

        assertEquals(List.of(B), written.tokens());
        assertEquals(1, script.steps());
    }

    @Test
    void whatDoesNotEndWithinTheGreatestLengthIsTakenAsItIs() throws InterruptedException {
        ScriptedDecoder script = new ScriptedDecoder(Map.of(), .6, .4, 0, 0);

        Written written = decoder(2, 3, 3).write(script, ScriptedDecoder.PROMPT);

        assertEquals(3, written.tokens().size());
        assertFalse(written.ended());
        assertEquals(2, script.steps());
    }

    private static BeamDecoder decoder(int beams, double patience, int greatestLength) {
        return new BeamDecoder(
                ScriptedDecoder.config(greatestLength),
                new DecodingRules(ScriptedDecoder.TOKENS, false),
                new DecodingSettings.Search(beams, 1, patience, 1, 0));
    }
}
