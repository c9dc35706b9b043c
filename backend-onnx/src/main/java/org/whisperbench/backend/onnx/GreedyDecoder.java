package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes one window's tokens, each time the likeliest that the rules allow, until the end token or the greatest length.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class GreedyDecoder {

    private final WhisperConfig config;
    private final DecodingRules rules;

    /**
     * Creates a decoder.
     *
     * @param config the model's ids and limits
     * @param rules the rules in force
     */
    GreedyDecoder(WhisperConfig config, DecodingRules rules) {
        this.config = config;
        this.rules = rules;
    }

    /**
     * Writes tokens.
     *
     * @param decoder a decoder with an empty past
     * @param prompt what it is told first
     * @return what it writes, without the prompt and the end token, and whether it came to its end
     * @throws InterruptedException if the thread was interrupted
     */
    Written write(WindowDecoder decoder, List<Integer> prompt) throws InterruptedException {
        int greatest = Math.min(config.limits().written(), config.limits().positions() - prompt.size());
        List<Integer> written = new ArrayList<>();
        int[] ids = prompt.stream().mapToInt(Integer::intValue).toArray();
        while (written.size() < greatest) {
            Interruption.check();
            int token = rules.choose(decoder.step(ids), written);
            if (token == config.tokens().end()) {
                return new Written(written, true);
            }
            written.add(token);
            ids = new int[] {token};
        }
        return new Written(written, false);
    }

    /**
     * What was written in one window.
     *
     * @param tokens without the prompt and the end token
     * @param ended false if the greatest length was reached first, so that speech may be left out
     */
    record Written(List<Integer> tokens, boolean ended) {}
}
