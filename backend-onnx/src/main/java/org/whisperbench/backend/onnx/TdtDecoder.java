package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Greedy decoding of a token-and-duration transducer: at each step the likeliest token and the likeliest number of steps to go
 * on; a blank, or too many tokens in one place, go on by one.
 *
 * <p>Source: H. Xu and others, "Efficient Sequence Transduction by Jointly Predicting Tokens and Durations", ICML 2023,
 * algorithm 2, with the limit of NeMo's {@code GreedyTDTInfer}.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class TdtDecoder {

    private final TdtModel model;

    TdtDecoder(TdtModel model) {
        this.model = model;
    }

    /**
     * A token.
     *
     * @param id its id
     * @param step at which of the encoder's vectors it is
     * @param duration how many steps the model goes on with it, at least 0
     * @param logProbability natural logarithm of its probability among all tokens
     */
    record Spoken(int id, int step, int duration, double logProbability) {}

    /**
     * Decodes one window.
     *
     * @param encoded what the encoder gave
     * @return the tokens, without blanks
     * @throws InterruptedException if the thread was interrupted
     */
    List<Spoken> decode(TdtSessions.Encoded encoded) throws InterruptedException {
        TdtConfig config = model.config();
        List<Spoken> spoken = new ArrayList<>();
        TdtSessions.State state = model.sessions().start();
        int last = config.blank();
        int here = 0;
        try {
            for (int at = 0; at < encoded.steps(); ) {
                Interruption.check();
                TdtSessions.Step step = model.sessions().step(encoded, at, last, state);
                int token = step.token();
                int duration = step.duration();
                if (token == config.blank()) {
                    step.state().close();
                } else {
                    state.close();
                    state = step.state();
                    last = token;
                    here++;
                    spoken.add(new Spoken(token, at, duration, step.logProbability(token)));
                }
                boolean stuck = duration == 0 && (token == config.blank() || here == config.mostTokens());
                int advance = stuck ? 1 : duration;
                here = advance > 0 ? 0 : here;
                at += advance;
            }
            return spoken;
        } finally {
            state.close();
        }
    }
}
