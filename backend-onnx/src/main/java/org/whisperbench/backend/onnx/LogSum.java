package org.whisperbench.backend.onnx;

/** Logarithm of a sum of exponentials, by which logits become logarithms of probabilities. */
final class LogSum {

    /** What is that far below the greatest adds less than a millionth, even as often as there are tokens. */
    private static final float NEGLIGIBLE = 25;

    private LogSum() {}

    /**
     * Computes {@code log(sum(exp(values)))}.
     *
     * @param values numbers, of which negative infinity stands for nothing
     * @return the logarithm; negative infinity if all stand for nothing
     */
    static double of(float[] values) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
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
