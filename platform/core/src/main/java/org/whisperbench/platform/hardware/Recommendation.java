package org.whisperbench.platform.hardware;

import java.util.List;
import org.whisperbench.api.ModelSize;

/**
 * Which model a machine can be expected to run, and how. Follows from facts alone: the same facts give the same answer.
 *
 * <p>It says what fits, not what is fast: how fast a model is here, {@code benchmark} measures.
 *
 * @param size the largest size that fits
 * @param precision number format of the weights: {@code fp16}, {@code fp32} or {@code int8}
 * @param device {@code cuda}, {@code metal} or {@code cpu}
 * @param threads how many threads should compute, at least 1
 * @param batch how many windows of 30 s may be computed at once where an engine can, at least 1
 * @param reasons why, one line for each choice
 */
public record Recommendation(
        ModelSize size, String precision, String device, int threads, int batch, List<String> reasons) {

    /** Copies the list. */
    public Recommendation {
        reasons = List.copyOf(reasons);
    }

    /**
     * Recommends a model for a machine.
     *
     * @param facts the machine
     * @return the recommendation
     */
    public static Recommendation of(Hardware facts) {
        return new RecommendationRules(facts).decide();
    }

    /**
     * Changes the size.
     *
     * @param other another size
     * @return a recommendation that is otherwise the same
     */
    public Recommendation withSize(ModelSize other) {
        return new Recommendation(other, precision, device, threads, batch, reasons);
    }
}
