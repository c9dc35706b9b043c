package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Forward discrete Fourier transform of one fixed length, by splitting the length into its prime factors (Cooley and
 * Tukey, "An Algorithm for the Machine Calculation of Complex Fourier Series", 1965) in the self-sorting order of
 * Stockham: each stage reads one array and writes the other, and the result comes out in natural order.
 *
 * <p>One thread uses an instance at a time, since it owns a working array.
 */
final class MixedRadixFft {

    private final int length;
    private final int[] radices;
    private final double[] cosines;
    private final double[] sines;
    private final double[] spare;

    /**
     * Prepares a transform.
     *
     * @param length number of points, at least 1
     */
    MixedRadixFft(int length) {
        this.length = length;
        radices = primeFactors(length);
        cosines = new double[length];
        sines = new double[length];
        for (int k = 0; k < length; k++) {
            cosines[k] = Math.cos(2 * Math.PI * k / length);
            sines[k] = -Math.sin(2 * Math.PI * k / length);
        }
        spare = new double[2 * length];
    }

    private static int[] primeFactors(int length) {
        List<Integer> factors = new ArrayList<>();
        int rest = length;
        for (int factor = 2; rest > 1; factor++) {
            while (rest % factor == 0) {
                factors.add(factor);
                rest /= factor;
            }
        }
        return factors.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Transforms in place: {@code X[k] = sum over n of x[n] exp(-2 pi i k n / length)}.
     *
     * @param points real and imaginary parts in turn, twice as many as the length
     */
    void transform(double[] points) {
        double[] from = points;
        double[] to = spare;
        int done = 1;
        for (int radix : radices) {
            stage(radix, done, from, to);
            done *= radix;
            double[] read = from;
            from = to;
            to = read;
        }
        if (from != points) {
            System.arraycopy(from, 0, points, 0, points.length);
        }
    }

    /** Joins {@code radix} transforms of {@code done} points each, everywhere, into one of {@code radix * done}. */
    private void stage(int radix, int done, double[] from, double[] to) {
        int groups = length / (done * radix);
        for (int group = 0; group < groups; group++) {
            for (int bin = 0; bin < done * radix; bin++) {
                int first = group * done + bin % done;
                int turn = bin * groups;
                int angle = 0;
                double re = 0;
                double im = 0;
                for (int at = 2 * first; at < from.length; at += 2 * length / radix) {
                    re += from[at] * cosines[angle] - from[at + 1] * sines[angle];
                    im += from[at] * sines[angle] + from[at + 1] * cosines[angle];
                    angle += turn;
                    angle = angle < length ? angle : angle - length;
                }
                int out = 2 * (group * done * radix + bin);
                to[out] = re;
                to[out + 1] = im;
            }
        }
    }
}
