package org.whisperbench.platform.audio;

import java.util.Arrays;
import java.util.Optional;

/**
 * Resamples many periods at once. After a period, as long as the ratio of the rates repeats itself, the same weights come again;
 * so each weight is multiplied with one sample of every period, which stand side by side here, in loops that the compiler
 * makes into instructions for several numbers. Sums are added up in the order of {@link PolyphaseFilter#apply}, so that both
 * give the same numbers to the last bit.
 *
 * <p>For one thread.
 */
final class WholePeriods {

    private static final int TOGETHER = 64;
    /** Short periods are taken several times, or most of what stands side by side would stand there twice. */
    private static final int LEAST_INPUTS = 1024;
    /** Of longer ones, as between rates that have little in common, the samples would take many megabytes. */
    private static final int MOST_INPUTS = 4096;

    private final PolyphaseFilter filter;
    private final int inputStep;
    private final int outputStep;
    private final int inputs;
    private final int outputs;
    /** Sample j of period k is at [j][k]. */
    private final double[][] samples;

    private final double[] sums = new double[TOGETHER];
    private final double[] resampled;

    private WholePeriods(PolyphaseFilter filter, int inputStep, int outputStep, int times) {
        this.filter = filter;
        this.inputStep = inputStep;
        this.outputStep = outputStep;
        inputs = times * outputStep;
        outputs = times * inputStep;
        samples = new double[inputs + 2 * filter.reach()][TOGETHER];
        resampled = new double[TOGETHER * outputs];
    }

    /**
     * Prepares it for a ratio.
     *
     * @param filter that of the ratio
     * @param inputStep outputs of a period
     * @param outputStep inputs of a period
     * @return empty where periods are too long or weights are mixed
     */
    static Optional<WholePeriods> of(PolyphaseFilter filter, int inputStep, int outputStep) {
        return filter.exact() && outputStep <= MOST_INPUTS
                ? Optional.of(
                        new WholePeriods(filter, inputStep, outputStep, (LEAST_INPUTS + outputStep - 1) / outputStep))
                : Optional.empty();
    }

    /** How many samples are used up at once; as many as the filter is long have to be there behind them. */
    int inputs() {
        return TOGETHER * inputs;
    }

    /**
     * Resamples; the phase is the same afterwards.
     *
     * @param window samples
     * @param start where those begin that the first output needs
     * @param firstPhase of the first output
     * @return outputs; overwritten by the next call
     */
    double[] apply(double[] window, int start, int firstPhase) {
        for (int i = 0; i < samples.length; i++) {
            for (int period = 0; period < TOGETHER; period++) {
                samples[i][period] = window[start + i + period * inputs];
            }
        }
        int phase = firstPhase;
        int from = 0;
        for (int output = 0; output < outputs; output++) {
            sum(from, filter.weights(phase));
            for (int period = 0; period < TOGETHER; period++) {
                resampled[period * outputs + output] = sums[period];
            }
            phase += outputStep;
            from += phase / inputStep;
            phase %= inputStep;
        }
        return resampled;
    }

    private void sum(int from, double[] weights) {
        Arrays.fill(sums, 0);
        int i = 0;
        for (; i + 3 < weights.length; i += 4) {
            addFour(from + i, weights, i);
        }
        for (; i < weights.length; i++) {
            add(samples[from + i], weights[i]);
        }
    }

    private void addFour(int from, double[] weights, int at) {
        double[] all = sums;
        double[] first = samples[from];
        double[] second = samples[from + 1];
        double[] third = samples[from + 2];
        double[] fourth = samples[from + 3];
        double one = weights[at];
        double two = weights[at + 1];
        double three = weights[at + 2];
        double four = weights[at + 3];
        for (int k = 0; k < TOGETHER; k++) {
            all[k] += (first[k] * one + second[k] * two) + (third[k] * three + fourth[k] * four);
        }
    }

    private void add(double[] some, double weight) {
        double[] all = sums;
        for (int k = 0; k < TOGETHER; k++) {
            all[k] += some[k] * weight;
        }
    }
}
