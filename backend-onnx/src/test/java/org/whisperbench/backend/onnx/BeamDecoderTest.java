package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxJavaType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Beam search over texts of the letters 0 to 2 whose probabilities are written down here. */
final class BeamDecoderTest {

    private static final int A = 0;
    private static final int B = 1;
    private static final int C = 2;
    private static final int END = 3;
    private static final int VOCABULARY = 8;
    private static final WhisperConfig.Tokens TOKENS =
            new WhisperConfig.Tokens(4, END, 6, 7, WhisperConfig.Tokens.NONE, List.of(4, 5, 6, 7), List.of());
    private static final WhisperPrompt PROMPT = new WhisperPrompt(List.of(4), "en", 0);

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
        Script script = new Script(LATE, .5, 0, 0, .5);

        Written written = decoder(2, 0, 20).write(script, PROMPT);

        assertEquals(List.of(B), written.tokens());
        assertEquals(1, script.steps);
    }

    @Test
    void withPatienceItGoesOnUntilThatManyTextsHaveEnded() throws InterruptedException {
        Script script = new Script(LATE, .5, 0, 0, .5);

        Written written = decoder(2, 2, 20).write(script, PROMPT);

        assertEquals(List.of(A, C), written.tokens(), "the likeliest of four by its mean");
        assertTrue(written.ended());
        assertEquals(2, script.steps);
    }

    @Test
    void patienceOfOneEndsWithAsManyTextsAsBeams() throws InterruptedException {
        Script script = new Script(LATE, .5, 0, 0, .5);

        Written written = decoder(2, 1, 20).write(script, PROMPT);

        assertEquals(List.of(B), written.tokens());
        assertEquals(1, script.steps);
    }

    @Test
    void whatDoesNotEndWithinTheGreatestLengthIsTakenAsItIs() throws InterruptedException {
        Script script = new Script(Map.of(), .6, .4, 0, 0);

        Written written = decoder(2, 3, 3).write(script, PROMPT);

        assertEquals(3, written.tokens().size());
        assertFalse(written.ended());
        assertEquals(2, script.steps);
    }

    private static BeamDecoder decoder(int beams, double patience, int greatestLength) {
        WhisperConfig config = new WhisperConfig(
                new WhisperConfig.Shape(80, 3000, 1, 1, 1, 1, VOCABULARY),
                new WhisperConfig.Limits(100, greatestLength),
                TOKENS,
                false,
                Map.of(),
                Map.of(),
                new WhisperConfig.Alignment(List.of(), 7));
        return new BeamDecoder(
                config, new DecodingRules(TOKENS, false), new DecodingSettings.Search(beams, 1, patience, 1, 0));
    }

    /** A decoder that says what is written down, and of other texts the same each time. */
    private static final class Script implements TokenDecoder {
        private final Map<List<Integer>, double[]> probabilities;
        private final double[] others;
        private List<List<Integer>> texts = List.of(List.of());
        private int steps;

        Script(Map<List<Integer>, double[]> probabilities, double... others) {
            this.probabilities = probabilities;
            this.others = others;
        }

        @Override
        public AfterPrompt begin(WhisperPrompt prompt) {
            return new AfterPrompt(said(), said());
        }

        @Override
        public DecoderStep step(int[][] ids) {
            steps++;
            List<List<Integer>> longer = new ArrayList<>();
            for (int row = 0; row < ids.length; row++) {
                List<Integer> text = new ArrayList<>(texts.get(row));
                text.add(ids[row][0]);
                longer.add(text);
            }
            texts = longer;
            return said();
        }

        @Override
        public void keep(int[] rows, boolean window) {
            List<List<Integer>> kept = new ArrayList<>();
            for (int row : rows) {
                kept.add(texts.get(row));
            }
            texts = kept;
        }

        private DecoderStep said() {
            ByteBuffer memory = ByteBuffer.allocate(texts.size() * VOCABULARY * Float.BYTES);
            FloatBuffer values = memory.asFloatBuffer();
            for (List<Integer> text : texts) {
                double[] likely = probabilities.getOrDefault(text, others);
                for (int token = 0; token < VOCABULARY; token++) {
                    values.put(token < likely.length ? (float) Math.log(likely[token]) : -50);
                }
            }
            return new DecoderStep(
                    new DecoderStep.Logits(memory, OnnxJavaType.FLOAT, texts.size(), 1, VOCABULARY), Map.of(), 1);
        }
    }
}
