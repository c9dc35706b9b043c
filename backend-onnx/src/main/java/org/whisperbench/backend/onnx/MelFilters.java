package org.whisperbench.backend.onnx;

import java.util.Arrays;

/**
 * Triangular filters, evenly spaced on the mel scale of Slaney's Auditory Toolbox (1998): linear up to 1000 Hz (200 / 3
 * Hz a mel), logarithmic above (a factor of 6.4 in 27 mels), each with an area of one. These are the filters that
 * Whisper was trained with; they reach from 0 Hz to half the sampling rate.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class MelFilters {

    private static final double LINEAR_HZ_PER_MEL = 200.0 / 3;
    private static final double BREAK_HZ = 1000;
    private static final double BREAK_MEL = BREAK_HZ / LINEAR_HZ_PER_MEL;
    private static final double LOG_STEP = Math.log(6.4) / 27;

    private final int[] firstBins;
    /** Where the weights of each filter begin among all weights; one more for where the last ends. */
    private final int[] starts;

    private final double[] weights;

    /**
     * Computes the filters.
     *
     * @param count number of filters, 80 or 128 in Whisper
     * @param fftLength points of the transform whose power they weigh
     * @param rateHz samples a second
     */
    MelFilters(int count, int fftLength, int rateHz) {
        firstBins = new int[count];
        starts = new int[count + 1];
        // A bin lies in two filters at most.
        double[] all = new double[fftLength + 2];
        double topMel = mel(rateHz / 2.0);
        double binHz = (double) rateHz / fftLength;
        for (int i = 0; i < count; i++) {
            double low = hertz(topMel * i / (count + 1));
            double centre = hertz(topMel * (i + 1) / (count + 1));
            double high = hertz(topMel * (i + 2) / (count + 1));
            int first = (int) Math.ceil(low / binHz);
            int end = Math.min(fftLength / 2, (int) Math.floor(high / binHz)) + 1;
            firstBins[i] = first;
            starts[i + 1] = starts[i] + Math.max(0, end - first);
            for (int bin = first; bin < end; bin++) {
                double rising = (bin * binHz - low) / (centre - low);
                double falling = (high - bin * binHz) / (high - centre);
                all[starts[i] + bin - first] = Math.max(0, Math.min(rising, falling)) * 2 / (high - low);
            }
        }
        weights = Arrays.copyOf(all, starts[count]);
    }

    private static double mel(double hertz) {
        return hertz < BREAK_HZ ? hertz / LINEAR_HZ_PER_MEL : BREAK_MEL + Math.log(hertz / BREAK_HZ) / LOG_STEP;
    }

    private static double hertz(double mel) {
        return mel < BREAK_MEL ? mel * LINEAR_HZ_PER_MEL : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
    }

    /**
     * Returns the number of filters.
     *
     * @return the number
     */
    int count() {
        return firstBins.length;
    }

    /**
     * Weighs a spectrum.
     *
     * @param filter index of the filter
     * @param power power of each bin, {@code fftLength / 2 + 1} of them
     * @return the filter's sum
     */
    double apply(int filter, double[] power) {
        double sum = 0;
        int shift = firstBins[filter] - starts[filter];
        for (int i = starts[filter]; i < starts[filter + 1]; i++) {
            sum += weights[i] * power[i + shift];
        }
        return sum;
    }
}
