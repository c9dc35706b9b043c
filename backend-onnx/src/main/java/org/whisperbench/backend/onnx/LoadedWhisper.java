package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.TranscribeOptions;

/**
 * A Whisper model in memory.
 *
 * @param config what its files say about it
 * @param text its tokens as text
 * @param sessions its two halves; whoever loaded it closes them
 */
record LoadedWhisper(WhisperConfig config, ByteLevelTokens text, WhisperSessions sessions) {

    /**
     * Hears which language is spoken. The decoder may go on from there: a prompt that begins with the start token, as all do
     * that tell of nothing before, costs a step for each further token then, and the speech is not looked at again.
     *
     * @param decoder a decoder, of whose windows the first counts
     * @return probabilities by tag, the likeliest first
     * @throws InterruptedException if the thread was interrupted
     */
    Map<String, Double> languages(WindowDecoder decoder) throws InterruptedException {
        decoder.mayBeginAgain(true);
        WhisperPrompt start = new WhisperPrompt(List.of(config.tokens().start()), TranscribeOptions.AUTO, 0);
        return WhisperPrompt.languages(config, decoder.begin(start).next().last(0));
    }

    /**
     * Starts decoding.
     *
     * @param encoded encoded windows; they stay the caller's
     * @param words whether it is wanted when words are spoken
     * @return a decoder that has read nothing; the caller closes it
     */
    WindowDecoder decode(OnnxTensor encoded, boolean words) {
        Set<Integer> layers = words
                ? config.alignment().heads().stream()
                        .map(WhisperConfig.Head::layer)
                        .collect(Collectors.toUnmodifiableSet())
                : Set.of();
        return sessions.decode(encoded, layers);
    }
}
