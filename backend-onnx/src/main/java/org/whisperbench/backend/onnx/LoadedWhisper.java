package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;

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
     * @param encoded encoded speech; it stays the caller's
     * @return tag of the likeliest language
     */
    String detectLanguage(OnnxTensor encoded) {
        try (WindowDecoder decoder = sessions.decode(encoded)) {
            return WhisperPrompt.likeliestLanguage(
                    config, decoder.step(config.tokens().start()));
        }
    }
}
