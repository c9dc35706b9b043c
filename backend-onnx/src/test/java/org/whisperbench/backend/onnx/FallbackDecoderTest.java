package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.TranscribeOptions;

/** Which of several texts is taken, where their probabilities and the numbers that draw them are written down here. */
final class FallbackDecoderTest {

    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final TranscribeOptions PLAIN = TranscribeOptions.defaults();

    @Test
    void ofSeveralDrawnTextsTheOneOfTheLikeliestTokensIsTaken() throws InterruptedException {
        ScriptedDecoder script = new ScriptedDecoder(Map.of(
                List.of(), new double[] {.5, .3, .2, 0},
                List.of(A), new double[] {.4, 0, 0, .6},
                List.of(B), new double[] {0, .9, 0, .1},
                List.of(C), new double[] {.6, 0, 0, .4},
                List.of(B, B), new double[] {.1, 0, 0, .9}));
        // Three texts begin with A, B and C; then the first ends, the second goes on by B, the third ends; the second
        // ends.
        Iterator<Double> numbers = List.of(.1, .6, .9, .7, .5, .7, .5).iterator();

        WindowText text = decoder(
                        20, PLAIN.with(DecodingOption.TEMPERATURE, "1").with(DecodingOption.BEST_OF, "3"), numbers)
                .write(script, ScriptedDecoder.PROMPT);

        // [A] is likelier as a whole, .5 * .6 against .3 * .9 * .9, but has an end token less to share that.
        assertEquals(List.of(B, B), text.tokens());
        assertEquals(Math.log(.3 * .9 * .9) / 3, text.written().averageLogProbability(), 1e-6);
        assertTrue(Math.log(.5 * .6) / 2 < text.written().averageLogProbability());
        assertFalse(numbers.hasNext(), "three texts are drawn");
        assertEquals(2, script.steps(), "and together");
    }

    @ParameterizedTest
    @CsvSource({"60, 2.4, 1", "60, 10, 0", "20, 2.4, 0", "20, 1, 1"})
    void aProbableTextThatRepeatsItselfIsDrawnAgain(int length, String threshold, double temperature)
            throws InterruptedException {
        TranscribeOptions options = PLAIN.with(DecodingOption.TEMPERATURE, "0,1")
                .with(DecodingOption.COMPRESSION_RATIO_THRESHOLD, threshold);

        assertEquals(temperature, repeated(length, options).temperature());
    }

    @ParameterizedTest
    @CsvSource({"60, 1", "20, 0"})
    void whatRepeatsItselfTooMuchNeedsNotBeSaid(int length, double temperature) throws InterruptedException {
        assertEquals(
                temperature,
                repeated(length, PLAIN.with(DecodingOption.TEMPERATURE, "0,1")).temperature());
    }

    /** Writes one letter again and again at temperature 0, with a probability that nobody doubts; then nothing. */
    private static WindowText repeated(int length, TranscribeOptions options) throws InterruptedException {
        ScriptedDecoder script = new ScriptedDecoder(Map.of(), .99, 0, 0, .01);
        WindowText text = decoder(length, options, List.of(.995).iterator()).write(script, ScriptedDecoder.PROMPT);
        assertEquals(text.temperature() == 0 ? length : 0, text.tokens().size());
        return text;
    }

    private static FallbackDecoder decoder(int greatestLength, TranscribeOptions options, Iterator<Double> numbers) {
        return new FallbackDecoder(
                ScriptedDecoder.config(greatestLength), DecodingSettings.of(options), false, numbers::next);
    }
}
