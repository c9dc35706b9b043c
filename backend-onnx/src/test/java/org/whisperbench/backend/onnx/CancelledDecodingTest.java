package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that would go on for two hundred tokens, and an interrupt while one of them is computed. */
final class CancelledDecodingTest {

    private static final int LENGTH = 200;
    private static final int INTERRUPTED = 7;

    private final WhisperConfig config = ScriptedDecoder.config(LENGTH);
    private final DecodingRules rules = new DecodingRules(ScriptedDecoder.TOKENS, false);
    private final Interrupted decoder = new Interrupted();

    @Test
    void oneTextEndsWithTheStepThatIsInterrupted() {
        GreedyDecoder greedy = new GreedyDecoder(config, rules, TokenChoice.greatest());

        assertThrows(InterruptedException.class, () -> greedy.write(decoder, ScriptedDecoder.PROMPT));

        assertEquals(INTERRUPTED, decoder.steps());
    }

    @Test
    void severalTextsEndWithTheStepThatIsInterrupted() {
        GreedyDecoder greedy = new GreedyDecoder(config, rules, TokenChoice.greatest());

        assertThrows(InterruptedException.class, () -> greedy.texts(decoder, ScriptedDecoder.PROMPT, 5));

        assertEquals(INTERRUPTED, decoder.steps());
    }

    @Test
    void aSearchEndsWithTheStepThatIsInterrupted() {
        BeamDecoder beams = new BeamDecoder(config, rules, new DecodingSettings.Search(5, 1, 0, 1, 0));

        assertThrows(InterruptedException.class, () -> beams.write(decoder, ScriptedDecoder.PROMPT));

        assertEquals(INTERRUPTED, decoder.steps());
    }

    /** No text of it ends. */
    private static final class Interrupted extends ScriptedDecoder {

        Interrupted() {
            super(Map.of(), .5, .3, .2, 0);
        }

        @Override
        public DecoderStep step(int[][] ids) {
            DecoderStep step = super.step(ids);
            if (steps() == INTERRUPTED) {
                Thread.currentThread().interrupt();
            }
            return step;
        }
    }
}
