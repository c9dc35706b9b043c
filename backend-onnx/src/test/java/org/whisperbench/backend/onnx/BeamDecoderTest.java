package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /**
     * A short text of two tokens with its end, as likely as .27, and a long one of four, as likely as .2304, are compared by
     * their log-probabilities, -1.3093 and -1.4679, over 2 and 4 to the power of the penalty. The two are equal at 0.165.
     */
    @ParameterizedTest
    @CsvSource({"0, -1.3093, -1.4679", "0.15, -1.1800, -1.1923", "0.18, -1.1558, -1.1438", "1, -0.6547, -0.3670"})
    void thePenaltySaysHowMuchLongerTextsArePreferred(double penalty, double brief, double lengthy)
            throws InterruptedException {
        ScriptedDecoder script = new ScriptedDecoder(
                Map.of(
                        List.of(), new double[] {.6, .3, 0, .1},
                        List.of(A), new double[] {0, 0, .8, .2},
                        List.of(B), new double[] {.1, 0, 0, .9},
                        List.of(A, C), new double[] {0, 0, .8, .2},
                        List.of(A, C, C), new double[] {.4, 0, 0, .6}),
                .5,
                0,
                0,
                .5);

        Written written =
                decoder(new DecodingSettings.Search(2, 1, 0, penalty, 0), 20).write(script, ScriptedDecoder.PROMPT);

        assertEquals(brief, Math.log(.3 * .9) / Math.pow(2, penalty), 1e-4);
        assertEquals(lengthy, Math.log(.6 * .8 * .8 * .6) / Math.pow(4, penalty), 1e-4);
        assertEquals(brief > lengthy ? List.of(B) : List.of(A, C, C), written.tokens());
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
        return decoder(new DecodingSettings.Search(beams, 1, patience, 1, 0), greatestLength);
    }

    private static BeamDecoder decoder(DecodingSettings.Search search, int greatestLength) {
        return new BeamDecoder(
                ScriptedDecoder.config(greatestLength), new DecodingRules(ScriptedDecoder.TOKENS, false), search);
    }
}
