package org.whisperbench.backend.onnx;

/** Logarithm of a sum of exponentials, by which logits become logarithms of probabilities. */
final class LogSum {

    /** What is that far below the greatest adds less than a millionth, even as often as there are tokens. */
    private static final float NEGLIGIBLE = 25;

    private LogSum() {}

    /**
     * Finds the greatest of some values; a comparison that is nearly always the same is several times as fast as
     * {@link Math#max}, which waits for itself.
     *
     * @param values numbers
     * @param from index of the first
     * @param to index after the last
     * @return the greatest; negative infinity if there is none
     */
    static float greatest(float[] values, int from, int to) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            if (values[i] > greatest) {
                greatest = values[i];
            }
        }
        return greatest;
    }

    /**
     * Computes {@code log(sum(exp(values)))}.
     *
     * @param values numbers, of which negative infinity stands for nothing
     * @return the logarithm; negative infinity if all stand for nothing
     */
    static double of(float[] values) {
        float greatest = greatest(values, 0, values.length);
        if (greatest == Float.NEGATIVE_INFINITY) {
            return greatest;
        }
        float least = greatest - NEGLIGIBLE;
        double sum = 0;
        for (float value : values) {
            if (value > least) {
                sum += Math.exp((double) value - greatest);
            }
        }
        return greatest + Math.log(sum);
    }
}
