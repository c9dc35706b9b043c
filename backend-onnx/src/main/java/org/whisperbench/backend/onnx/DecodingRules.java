package org.whisperbench.backend.onnx;

import java.util.Arrays;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Which tokens may come next under Whisper's rules, which are those of OpenAI's {@code whisper/decoding.py}
 * (SuppressBlank, SuppressTokens, ApplyTimestampRules) in the form that transformers 5.18 gives them.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class DecodingRules {

    private static final float FORBIDDEN = Float.NEGATIVE_INFINITY;

    private final WhisperConfig.Tokens tokens;
    private final boolean timestamps;

    /**
     * Creates rules.
     *
     * @param tokens the model's ids
     * @param timestamps whether timestamps are asked for
     */
    DecodingRules(WhisperConfig.Tokens tokens, boolean timestamps) {
        this.tokens = tokens;
        this.timestamps = timestamps;
    }

    /**
     * Chooses the next token.
     *
     * @param logits one value for each token of the vocabulary; forbidden ones become negative infinity
     * @param written what was written so far, without the prompt
     * @return the allowed token with the greatest value, the least id of several
     */
    int choose(float[] logits, List<Integer> written) {
        apply(logits, written);
        return greatest(logits);
    }

    /**
     * Forbids tokens.
     *
     * @param logits one value for each token of the vocabulary, up to a constant the logarithm of its probability;
     *     forbidden ones become negative infinity
     * @param written what was written so far, without the prompt
     */
    void apply(float[] logits, List<Integer> written) {
        if (written.isEmpty()) {
            tokens.neverFirst().forEach(id -> logits[id] = FORBIDDEN);
        }
        tokens.never().forEach(id -> logits[id] = FORBIDDEN);
        if (timestamps) {
            logits[tokens.noTimestamps()] = FORBIDDEN;
            pair(logits, written);
            if (written.isEmpty()) {
                beginWithTimestamp(logits);
            }
            preferTimestamps(logits);
        }
    }

    /** Timestamps come in pairs (end of one segment, start of the next) except before the end, and never go back. */
    private void pair(float[] logits, List<Integer> written) {
        int first = tokens.firstTimestamp();
        int count = written.size();
        boolean last = count >= 1 && written.get(count - 1) >= first;
        boolean lastButOne = count < 2 || written.get(count - 2) >= first;
        if (last && lastButOne) {
            Arrays.fill(logits, first, logits.length, FORBIDDEN);
        } else if (last) {
            Arrays.fill(logits, 0, tokens.end(), FORBIDDEN);
        }
        for (int i = count - 1; i >= 0; i--) {
            if (written.get(i) >= first) {
                boolean mayRepeat = last && !lastButOne;
                Arrays.fill(logits, first, Math.min(logits.length, written.get(i) + (mayRepeat ? 0 : 1)), FORBIDDEN);
                return;
            }
        }
    }

    private void beginWithTimestamp(float[] logits) {
        Arrays.fill(logits, 0, tokens.firstTimestamp(), FORBIDDEN);
        Arrays.fill(logits, tokens.greatestFirstTimestamp() + 1, logits.length, FORBIDDEN);
    }

    /** Writes a timestamp where all timestamps together are more probable than any single other token. */
    private void preferTimestamps(float[] logits) {
        int first = tokens.firstTimestamp();
        double all = LogSum.of(logits, first, logits.length);
        if (all != FORBIDDEN && all > LogSum.greatest(logits, 0, first)) {
            Arrays.fill(logits, 0, first, FORBIDDEN);
        }
    }

    /**
     * Returns the likeliest token.
     *
     * @param logits one value for each token of the vocabulary
     * @return the id of the greatest, the least of several
     * @throws BackendException if none is a finite number ({@link ErrorKind#EXTERNAL})
     */
    static int greatest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        if (!Float.isFinite(logits[best])) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "the model computed no finite number for any token; its files are damaged or its precision does not"
                            + " work on this machine");
        }
        return best;
    }
}
