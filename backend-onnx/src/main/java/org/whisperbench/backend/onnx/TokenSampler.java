package org.whisperbench.backend.onnx;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Draws the next token among the 50 likeliest at a temperature, as {@code generate} of transformers 5.18 does. The drawn
 * number picks the token by the cumulated probabilities in the order of the ids.
 */
final class TokenSampler implements TokenChoice {

    /** Default of transformers ({@code top_k}). */
    private static final int LIKELIEST = 50;

    private final double temperature;
    private final DoubleSupplier random;

    /**
     * Creates a sampler.
     *
     * @param temperature above 0
     * @param random numbers from 0 up to, but not, 1
     */
    TokenSampler(double temperature, DoubleSupplier random) {
        this.temperature = temperature;
        this.random = random;
    }

    @Override
    public Chosen choose(float[] logits) {
        int greatest = DecodingRules.greatest(logits);
        float least = least(logits);
        double sum = 0;
        double untempered = 0;
        for (int i = 0; i < logits.length; i++) {
            if (logits[i] < least) {
                logits[i] = Float.NEGATIVE_INFINITY;
            } else {
                sum += weight(logits, i, greatest);
                untempered += Math.exp((double) logits[i] - logits[greatest]);
            }
        }
        double drawn = random.getAsDouble() * sum;
        int token = greatest;
        for (int i = 0; i < logits.length && drawn >= 0; i++) {
            if (logits[i] != Float.NEGATIVE_INFINITY) {
                token = i;
                drawn -= weight(logits, i, greatest);
            }
        }
        return new Chosen(token, (double) logits[token] - logits[greatest] - Math.log(untempered));
    }

    private double weight(float[] logits, int i, int greatest) {
        return Math.exp(((double) logits[i] - logits[greatest]) / temperature);
    }

    /** Returns the least of the likeliest. */
    private static float least(float[] logits) {
        float[] best = new float[Math.min(LIKELIEST, logits.length)];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (float value : logits) {
            if (value > best[0]) {
                int i = 1;
                while (i < best.length && best[i] < value) {
                    best[i - 1] = best[i];
                    i++;
                }
                best[i - 1] = value;
            }
        }
        // Where fewer are allowed, nothing else is left out.
        return best[0] == Float.NEGATIVE_INFINITY ? -Float.MAX_VALUE : best[0];
    }
}
