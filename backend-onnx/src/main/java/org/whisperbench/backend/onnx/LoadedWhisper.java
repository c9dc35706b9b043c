package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import java.util.Map;

/**
 * A Whisper model in memory.
 *
 * @param config what its files say about it
 * @param text its tokens as text
 * @param sessions its two halves; whoever loaded it closes them
 */
record LoadedWhisper(WhisperConfig config, ByteLevelTokens text, WhisperSessions sessions) {

    /**
     * Hears which language is spoken.
     *
     * @param encoded encoded speech, of which the first window counts; it stays the caller's
     * @return probabilities by tag, the likeliest first
     */
    Map<String, Double> languages(OnnxTensor encoded) {
        try (WindowDecoder decoder = sessions.decode(encoded, false)) {
            int rows = (int) encoded.getInfo().getShape()[0];
            DecoderStep step =
                    decoder.step(Prompts.repeated(new int[] {config.tokens().start()}, rows));
            return WhisperPrompt.languages(config, step.logits(0, 0));
        }
    }
}
