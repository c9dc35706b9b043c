package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes tokens one after the other, each time what a {@link TokenChoice} picks among those that the rules allow, until the
 * end token or the greatest length. Several windows, or several texts of one window, are written together.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class GreedyDecoder {

    private final WhisperConfig config;
    private final DecodingRules rules;
    private final TokenChoice choice;

    /**
     * Creates a decoder.
     *
     * @param config the model's ids and limits
     * @param rules the rules in force
     * @param choice picks the tokens
     */
    GreedyDecoder(WhisperConfig config, DecodingRules rules, TokenChoice choice) {
        this.config = config;
        this.rules = rules;
        this.choice = choice;
    }

    /**
     * Writes the text of one window.
     *
     * @param decoder a decoder of the window
     * @param prompt what it is told first
     * @return what it writes
     * @throws InterruptedException if the thread was interrupted
     */
    Written write(TokenDecoder decoder, WhisperPrompt prompt) throws InterruptedException {
        return windows(decoder, prompt, 1).get(0);
    }

    /**
     * Writes several windows together.
     *
     * @param decoder a decoder of as many windows
     * @param prompt what it is told first, the same for each
     * @param count number of windows
     * @return what it writes for each window
     * @throws InterruptedException if the thread was interrupted
     */
    List<Written> windows(TokenDecoder decoder, WhisperPrompt prompt, int count) throws InterruptedException {
        TokenDecoder.AfterPrompt after = decoder.begin(prompt);
        List<Written> begun = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            begun.add(Written.nothing(Prompts.noSpeech(config, after.start(), row)));
        }
        return write(
                decoder, prompt, begun, after.next(), IntStream.range(0, count).toArray());
    }

    /**
     * Writes several texts of one window together.
     *
     * @param decoder a decoder of the window
     * @param prompt what it is told first
     * @param count number of texts
     * @return the texts
     * @throws InterruptedException if the thread was interrupted
     */
    List<Written> texts(TokenDecoder decoder, WhisperPrompt prompt, int count) throws InterruptedException {
        TokenDecoder.AfterPrompt after = decoder.begin(prompt);
        Written nothing = Written.nothing(Prompts.noSpeech(config, after.start(), 0));
        return write(decoder, prompt, Collections.nCopies(count, nothing), after.next(), new int[count]);
    }

    /** Rows are the places in the step's output; what has ended leaves its place. */
    private List<Written> write(
            TokenDecoder decoder, WhisperPrompt prompt, List<Written> begun, DecoderStep first, int[] firstRows)
            throws InterruptedException {
        int greatest = Prompts.greatestLength(config, prompt);
        List<Written> all = new ArrayList<>(begun);
        int[] alive = IntStream.range(0, all.size()).toArray();
        int[] rows = firstRows;
        DecoderStep step = first;
        while (greatest > 0) {
            Interruption.check();
            int[] kept = new int[alive.length];
            int count = 0;
            for (int i = 0; i < alive.length; i++) {
                Written grown = choose(step.last(rows[i]), all.get(alive[i]));
                all.set(alive[i], grown);
                if (!grown.ended() && grown.tokens().size() < greatest) {
                    kept[count] = rows[i];
                    alive[count++] = alive[i];
                }
            }
            if (count == 0) {
                break;
            }
            alive = Arrays.copyOf(alive, count);
            decoder.keep(Arrays.copyOf(kept, count), true);
            step = decoder.step(last(all, alive));
            rows = IntStream.range(0, count).toArray();
            listen(step, all, alive);
        }
        return all;
    }

    private Written choose(float[] logits, Written written) {
        rules.apply(logits, written.tokens());
        return written.with(choice.choose(logits), config.tokens().end());
    }

    private void listen(DecoderStep step, List<Written> all, int[] alive) {
        if (step.listens()) {
            for (int row = 0; row < alive.length; row++) {
                List<float[]> heads = step.attention(row, config.alignment().heads());
                all.set(alive[row], all.get(alive[row]).listening(heads));
            }
        }
    }

    private static int[][] last(List<Written> all, int[] alive) {
        int[][] ids = new int[alive.length][];
        for (int row = 0; row < ids.length; row++) {
            List<Integer> tokens = all.get(alive[row]).tokens();
            ids[row] = new int[] {tokens.get(tokens.size() - 1)};
        }
        return ids;
    }
}
