package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A decoder that says what is written down, and of other texts the same each time. */
class ScriptedDecoder implements TokenDecoder {
    /** Of four letters, the fourth of which ends a text, and four tokens that are never said. */
    private static final int VOCABULARY = 8;

    static final WhisperConfig.Tokens TOKENS =
            new WhisperConfig.Tokens(4, 3, 6, 7, WhisperConfig.Tokens.NONE, List.of(4, 5, 6, 7), List.of());
    static final WhisperPrompt PROMPT = new WhisperPrompt(List.of(4), "en", 0);

    private final Map<List<Integer>, double[]> probabilities;
    private final double[] others;
    private List<List<Integer>> texts = List.of(List.of());
    private int steps;

    ScriptedDecoder(Map<List<Integer>, double[]> probabilities, double... others) {
        this.probabilities = probabilities;
        this.others = others;
    }

    static WhisperConfig config(int greatestLength) {
        return new WhisperConfig(
                new WhisperConfig.Shape(80, 3000, 1, 1, 1, 1, VOCABULARY),
                new WhisperConfig.Limits(100, greatestLength),
                TOKENS,
                false,
                Map.of(),
                Map.of(),
                new WhisperConfig.Alignment(List.of(), 7));
    }

    /** How many steps were taken after the prompt. */
    int steps() {
        return steps;
    }

    @Override
    public void mayBeginAgain(boolean again) {
        // It has nothing that would have to be kept.
    }

    @Override
    public AfterPrompt begin(WhisperPrompt prompt) {
        texts = List.of(List.of());
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
