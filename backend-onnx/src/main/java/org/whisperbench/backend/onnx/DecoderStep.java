package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the decoder says at one step. The logits lie where the engine wrote them and are read row by row; the next step
 * overwrites them.
 */
final class DecoderStep {

    private final Logits logits;
    private final Map<Integer, float[]> attentions;
    private final int heads;

    /**
     * Where the engine writes logits.
     *
     * @param memory memory of the engine and of Java at once
     * @param type FLOAT or FLOAT16
     * @param rows sequences
     * @param positions tokens of each sequence
     * @param vocabulary values for each token
     */
    record Logits(ByteBuffer memory, OnnxJavaType type, int rows, int positions, int vocabulary) {}

    /**
     * Holds a step.
     *
     * @param logits the logits
     * @param attentions attention of each row's heads to the encoded frames, by layer, for one position; may be empty
     * @param heads number of heads in a layer
     */
    DecoderStep(Logits logits, Map<Integer, float[]> attentions, int heads) {
        this.logits = logits;
        this.attentions = attentions;
        this.heads = heads;
    }

    /**
     * Copies the values after one token.
     *
     * @param row which sequence
     * @param position which of the tokens that this step read
     * @return one value for each token of the vocabulary, the greater the likelier; the caller's to change
     */
    float[] logits(int row, int position) {
        float[] values = new float[logits.vocabulary()];
        int from = (row * logits.positions() + position) * logits.vocabulary();
        if (logits.type() == OnnxJavaType.FLOAT16) {
            ShortBuffer halves = logits.memory().asShortBuffer();
            for (int i = 0; i < values.length; i++) {
                values[i] = Fp16Conversions.fp16ToFloat(halves.get(from + i));
            }
        } else {
            FloatBuffer floats = logits.memory().asFloatBuffer();
            floats.get(from, values);
        }
        return values;
    }

    /**
     * Copies the values after the last token.
     *
     * @param row which sequence
     * @return one value for each token of the vocabulary; the caller's to change
     */
    float[] last(int row) {
        return logits(row, logits.positions() - 1);
    }

    /**
     * Copies the values after one token of every sequence, so that they stay when the next step overwrites these.
     *
     * @param position which of the tokens that this step read
     * @return a step that has read this token only; it does not tell where the decoder listens
     */
    DecoderStep kept(int position) {
        int rows = logits.rows();
        ByteBuffer copy = ByteBuffer.allocate(rows * logits.vocabulary() * Float.BYTES);
        FloatBuffer floats = copy.asFloatBuffer();
        for (int row = 0; row < rows; row++) {
            floats.put(logits(row, position));
        }
        return new DecoderStep(new Logits(copy, OnnxJavaType.FLOAT, rows, 1, logits.vocabulary()), Map.of(), heads);
    }

    /**
     * Copies the values after the last token of every sequence, so that they stay when the next step overwrites these.
     *
     * @return a step that has read this token only
     */
    DecoderStep kept() {
        return kept(logits.positions() - 1);
    }

    /**
     * Returns whether this step tells where the decoder listens.
     *
     * @return false after a prompt, and where it was not wanted
     */
    boolean listens() {
        return !attentions.isEmpty();
    }

    /**
     * Copies the attention to the encoded speech.
     *
     * @param row which sequence
     * @param chosen the heads that are wanted
     * @return one row of encoded frames for each head
     */
    List<float[]> attention(int row, List<WhisperConfig.Head> chosen) {
        List<float[]> rows = new ArrayList<>();
        for (WhisperConfig.Head head : chosen) {
            float[] layer = attentions.getOrDefault(head.layer(), new float[0]);
            int frames = layer.length / heads / logits.rows();
            int from = (row * heads + head.head()) * frames;
            rows.add(Arrays.copyOfRange(layer, from, from + frames));
        }
        return rows;
    }
}
