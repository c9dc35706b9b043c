package org.whisperbench.platform.audio;

/**
 * A low-pass filter sampled at many phases: row p holds what the samples around a point weigh that lies p / rows of a
 * sample behind one of them.
 *
 * <p>The filter is a sinc of cutoff 0.975 times half the lower of the two rates, 32 of its zero crossings to each side,
 * under a Kaiser window of 90 dB. From 16 000 Hz up it passes up to 7.1 kHz and is 80 dB down from 8.5 kHz on. Each row
 * is scaled to the sum 1, so that a constant stays what it is.
 *
 * <p>A ratio of small numbers gets a row for each phase that occurs. Any other, such as 47 999 Hz with its 16 000
 * phases, gets 512 rows for each sample of the lower rate and mixes the two nearest; the error of that is below -110
 * dB.
 *
 * <p>Source: J. F. Kaiser and R. W. Schafer, "On the use of the I0-sinh window for spectrum analysis", IEEE Trans. ASSP
 * 28 (1980); J. O. Smith, "Digital Audio Resampling Home Page" for the interpolated table.
 */
final class PolyphaseFilter {

    private static final int CROSSINGS = 32;
    private static final int MAX_EXACT_ROWS = 1024;
    private static final int ROWS_PER_SAMPLE = 512;
    private static final double CUTOFF = 0.975;
    private static final double ATTENUATION_DB = 90;

    private final double bandwidth;
    private final int reach;
    private final int phases;
    private final boolean exact;
    private final double[][] rows;

    /**
     * Designs a filter.
     *
     * @param lowerToInput the lower of the two rates divided by the input's, at most 1
     * @param phases how many phases occur
     */
    PolyphaseFilter(double lowerToInput, int phases) {
        this.phases = phases;
        bandwidth = CUTOFF * lowerToInput;
        reach = (int) Math.ceil(CROSSINGS / lowerToInput);
        exact = phases <= MAX_EXACT_ROWS;
        int count = exact ? phases : (int) Math.ceil(ROWS_PER_SAMPLE * lowerToInput);
        rows = new double[exact ? count : count + 1][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row((double) row / count, CROSSINGS / lowerToInput);
        }
    }

    /** How many samples before and including the point count, and how many after it. */
    int reach() {
        return reach;
    }

    /** Returns the weighted sum of twice {@link #reach()} samples. */
    double apply(double[] samples, int from, int phase) {
        if (exact) {
            return sum(samples, from, rows[phase]);
        }
        double position = (double) phase / phases * (rows.length - 1);
        int row = (int) position;
        double share = position - row;
        return (1 - share) * sum(samples, from, rows[row]) + share * sum(samples, from, rows[row + 1]);
    }

    /** Whether each phase has a row of its own. */
    boolean exact() {
        return exact;
    }

    /** What the samples around a point of this phase weigh; only where the filter is {@link #exact()}. */
    double[] weights(int phase) {
        return rows[phase];
    }

    /** Four products before each addition: one alone would wait for it, and the compiler may not reorder them. */
    private static double sum(double[] samples, int from, double[] weights) {
        double sum = 0;
        int i = 0;
        for (; i + 3 < weights.length; i += 4) {
            sum += (samples[from + i] * weights[i] + samples[from + i + 1] * weights[i + 1])
                    + (samples[from + i + 2] * weights[i + 2] + samples[from + i + 3] * weights[i + 3]);
        }
        for (; i < weights.length; i++) {
            sum += samples[from + i] * weights[i];
        }
        return sum;
    }

    private double[] row(double fraction, double halfWidth) {
        double[] weights = new double[2 * reach];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = i - (reach - 1) - fraction;
            weights[i] = sinc(bandwidth * distance) * kaiser(distance / halfWidth);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        double beta = 0.1102 * (ATTENUATION_DB - 8.7);
        return Math.abs(x) >= 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
    }

    /** The modified Bessel function of order 0, by its power series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
