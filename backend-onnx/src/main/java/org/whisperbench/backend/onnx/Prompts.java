package org.whisperbench.backend.onnx;

import java.util.Arrays;
import java.util.List;

/** What decoders have in common about their first step. */
final class Prompts {

    private Prompts() {}

    /**
     * Repeats tokens.
     *
     * @param tokens the tokens
     * @param rows how often
     * @return their ids in each row
     */
    static int[][] repeated(List<Integer> tokens, int rows) {
        int[][] all = new int[rows][];
        Arrays.fill(all, tokens.stream().mapToInt(Integer::intValue).toArray());
        return all;
    }

    /**
     * Returns how many tokens may be written.
     *
     * @param config the model
     * @param prompt what comes before them
     * @return the number; 0 if the prompt leaves no room
     */
    static int greatestLength(WhisperConfig config, WhisperPrompt prompt) {
        int room = config.limits().positions() - prompt.tokens().size();
        return Math.max(0, Math.min(config.limits().written(), room));
    }

    /**
     * Returns how probable it is that a window holds no speech: that of the token for it after the start token.
     *
     * @param config the model
     * @param start what may follow the start token
     * @param row which sequence
     * @return the probability
     */
    static double noSpeech(WhisperConfig config, DecoderStep start, int row) {
        float[] logits = start.last(row);
        return Math.exp(logits[config.tokens().noSpeech()] - LogSum.of(logits));
    }
}
