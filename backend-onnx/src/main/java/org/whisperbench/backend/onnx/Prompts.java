package org.whisperbench.backend.onnx;

import java.util.Arrays;

/** What decoders have in common about their first step. */
final class Prompts {

    private Prompts() {}

    /**
     * Repeats a prompt.
     *
     * @param prompt the prompt
     * @param rows how often
     * @return its ids in each row
     */
    static int[][] repeated(WhisperPrompt prompt, int rows) {
        return repeated(prompt.tokens().stream().mapToInt(Integer::intValue).toArray(), rows);
    }

    /**
     * Repeats ids.
     *
     * @param ids the ids
     * @param rows how often
     * @return the ids in each row
     */
    static int[][] repeated(int[] ids, int rows) {
        int[][] all = new int[rows][];
        Arrays.fill(all, ids);
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
     * @param prompt the prompt
     * @param first the step that read it
     * @param row which sequence
     * @return the probability
     */
    static double noSpeech(WhisperConfig config, WhisperPrompt prompt, DecoderStep first, int row) {
        float[] logits = first.logits(row, prompt.start());
        return Math.exp(logits[config.tokens().noSpeech()] - LogSum.of(logits));
    }
}
