package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * Forward discrete Fourier transform of one fixed length, by splitting the length into small factors (Cooley and Tukey, "An
 * Algorithm for the Machine Calculation of Complex Fourier Series", 1965) in the self-sorting order of Stockham: each stage
 * reads one array and writes the other, and the result comes out in natural order. Factors 4 and 5 have butterflies of their
 * own, since 400 = 4 * 4 * 5 * 5.
 *
 * <p>One thread uses an instance at a time, since it owns its working arrays.
 */
final class MixedRadixFft {

    private static final double SIN_72 = Math.sin(2 * Math.PI / 5);
    private static final double SIN_36 = Math.sin(Math.PI / 5);
    private static final double QUARTER_ROOT_5 = Math.sqrt(5) / 4;

    private final int length;
    private final List<Stage> stages = new ArrayList<>();
    private final double[] spare;

    /** One factor, the product of those before, and the factors that turn the inputs of each bin. */
    private static final class Stage {
        private final int radix;
        private final int done;
        private final double[] turns;
        private final double[] roots;

        Stage(int radix, int done) {
            this.radix = radix;
            this.done = done;
            turns = new double[2 * done * radix];
            for (int bin = 0; bin < done; bin++) {
                for (int i = 0; i < radix; i++) {
                    root(turns, bin * radix + i, (double) bin * i / (done * radix));
                }
            }
            roots = new double[2 * radix];
            for (int i = 0; i < radix; i++) {
                root(roots, i, (double) i / radix);
            }
        }
    }

    /**
     * Prepares a transform.
     *
     * @param length number of points, at least 1
     */
    MixedRadixFft(int length) {
        this.length = length;
        spare = new double[2 * length];
        int done = 1;
        for (int radix : factors(length)) {
            stages.add(new Stage(radix, done));
            done *= radix;
        }
    }

    private static void root(double[] into, int index, double turn) {
        into[2 * index] = Math.cos(2 * Math.PI * turn);
        into[2 * index + 1] = -Math.sin(2 * Math.PI * turn);
    }

    private static List<Integer> factors(int length) {
        List<Integer> factors = new ArrayList<>();
        int rest = length;
        while (rest % 4 == 0) {
            factors.add(4);
            rest /= 4;
        }
        for (int factor = 2; rest > 1; factor++) {
            while (rest % factor == 0) {
                factors.add(factor);
                rest /= factor;
            }
        }
        return factors;
    }

    /**
     * Transforms in place: {@code X[k] = sum over n of x[n] exp(-2 pi i k n / length)}.
     *
     * @param points real and imaginary parts in turn, twice as many as the length
     */
    void transform(double[] points) {
        double[] from = points;
        double[] to = spare;
        for (Stage stage : stages) {
            switch (stage.radix) {
                case 4 -> {
                    if (stage.done == 1) {
                        firstFour(from, to);
                    } else {
                        four(stage, from, to);
                    }
                }
                case 5 -> five(stage, from, to);
                default -> any(stage, from, to);
            }
            double[] read = from;
            from = to;
            to = read;
        }
        if (from != points) {
            System.arraycopy(from, 0, points, 0, points.length);
        }
    }

    /** The first stage turns nothing. */
    private void firstFour(double[] from, double[] to) {
        int step = length / 2;
        for (int a = 0; a < step; a += 2) {
            double sumRe = from[a] + from[a + 2 * step];
            double sumIm = from[a + 1] + from[a + 2 * step + 1];
            double differenceRe = from[a] - from[a + 2 * step];
            double differenceIm = from[a + 1] - from[a + 2 * step + 1];
            double otherRe = from[a + step] + from[a + 3 * step];
            double otherIm = from[a + step + 1] + from[a + 3 * step + 1];
            double apartRe = from[a + step] - from[a + 3 * step];
            double apartIm = from[a + step + 1] - from[a + 3 * step + 1];
            int out = 4 * a;
            to[out] = sumRe + otherRe;
            to[out + 1] = sumIm + otherIm;
            to[out + 2] = differenceRe + apartIm;
            to[out + 3] = differenceIm - apartRe;
            to[out + 4] = sumRe - otherRe;
            to[out + 5] = sumIm - otherIm;
            to[out + 6] = differenceRe - apartIm;
            to[out + 7] = differenceIm + apartRe;
        }
    }

    private void four(Stage stage, double[] from, double[] to) {
        int done = stage.done;
        int step = length / 2;
        double[] turns = stage.turns;
        for (int in = 0, bin = 0; in < length / 4; in++, bin = bin + 1 == done ? 0 : bin + 1) {
            int a = 2 * in;
            int t = 8 * bin;
            double re1 = from[a + step] * turns[t + 2] - from[a + step + 1] * turns[t + 3];
            double im1 = from[a + step] * turns[t + 3] + from[a + step + 1] * turns[t + 2];
            double re2 = from[a + 2 * step] * turns[t + 4] - from[a + 2 * step + 1] * turns[t + 5];
            double im2 = from[a + 2 * step] * turns[t + 5] + from[a + 2 * step + 1] * turns[t + 4];
            double re3 = from[a + 3 * step] * turns[t + 6] - from[a + 3 * step + 1] * turns[t + 7];
            double im3 = from[a + 3 * step] * turns[t + 7] + from[a + 3 * step + 1] * turns[t + 6];
            double sumRe = from[a] + re2;
            double sumIm = from[a + 1] + im2;
            double differenceRe = from[a] - re2;
            double differenceIm = from[a + 1] - im2;
            int out = 2 * ((in - bin) * 4 + bin);
            int next = 2 * done;
            to[out] = sumRe + re1 + re3;
            to[out + 1] = sumIm + im1 + im3;
            to[out + next] = differenceRe + im1 - im3;
            to[out + next + 1] = differenceIm - re1 + re3;
            to[out + 2 * next] = sumRe - re1 - re3;
            to[out + 2 * next + 1] = sumIm - im1 - im3;
            to[out + 3 * next] = differenceRe - im1 + im3;
            to[out + 3 * next + 1] = differenceIm + re1 - re3;
        }
    }

    private void five(Stage stage, double[] from, double[] to) {
        int step = 2 * (length / 5);
        double[] turns = stage.turns;
        for (int in = 0, bin = 0; in < length / 5; in++, bin = bin + 1 == stage.done ? 0 : bin + 1) {
            int a = 2 * in;
            int t = 10 * bin;
            double re1 = from[a + step] * turns[t + 2] - from[a + step + 1] * turns[t + 3];
            double im1 = from[a + step] * turns[t + 3] + from[a + step + 1] * turns[t + 2];
            double re2 = from[a + 2 * step] * turns[t + 4] - from[a + 2 * step + 1] * turns[t + 5];
            double im2 = from[a + 2 * step] * turns[t + 5] + from[a + 2 * step + 1] * turns[t + 4];
            double re3 = from[a + 3 * step] * turns[t + 6] - from[a + 3 * step + 1] * turns[t + 7];
            double im3 = from[a + 3 * step] * turns[t + 7] + from[a + 3 * step + 1] * turns[t + 6];
            double re4 = from[a + 4 * step] * turns[t + 8] - from[a + 4 * step + 1] * turns[t + 9];
            double im4 = from[a + 4 * step] * turns[t + 9] + from[a + 4 * step + 1] * turns[t + 8];
            double sum14 = re1 + re4;
            double sum23 = re2 + re3;
            double sumIm14 = im1 + im4;
            double sumIm23 = im2 + im3;
            double middle = from[a] - (sum14 + sum23) / 4;
            double middleIm = from[a + 1] - (sumIm14 + sumIm23) / 4;
            double apart = QUARTER_ROOT_5 * (sum14 - sum23);
            double apartIm = QUARTER_ROOT_5 * (sumIm14 - sumIm23);
            double outer = SIN_72 * (im1 - im4) + SIN_36 * (im2 - im3);
            double outerIm = SIN_72 * (re1 - re4) + SIN_36 * (re2 - re3);
            double inner = SIN_36 * (im1 - im4) - SIN_72 * (im2 - im3);
            double innerIm = SIN_36 * (re1 - re4) - SIN_72 * (re2 - re3);
            int out = 2 * ((in - bin) * 5 + bin);
            int next = 2 * stage.done;
            to[out] = from[a] + sum14 + sum23;
            to[out + 1] = from[a + 1] + sumIm14 + sumIm23;
            to[out + next] = middle + apart + outer;
            to[out + next + 1] = middleIm + apartIm - outerIm;
            to[out + 2 * next] = middle - apart + inner;
            to[out + 2 * next + 1] = middleIm - apartIm - innerIm;
            to[out + 3 * next] = middle - apart - inner;
            to[out + 3 * next + 1] = middleIm - apartIm + innerIm;
            to[out + 4 * next] = middle + apart - outer;
            to[out + 4 * next + 1] = middleIm + apartIm + outerIm;
        }
    }

    private void any(Stage stage, double[] from, double[] to) {
        int radix = stage.radix;
        int done = stage.done;
        int step = 2 * (length / radix);
        double[] turned = new double[2 * radix];
        for (int in = 0; in < length / radix; in++) {
            int bin = in % done;
            for (int i = 0; i < radix; i++) {
                double re = from[2 * in + i * step];
                double im = from[2 * in + i * step + 1];
                double cosine = stage.turns[2 * (bin * radix + i)];
                double sine = stage.turns[2 * (bin * radix + i) + 1];
                turned[2 * i] = re * cosine - im * sine;
                turned[2 * i + 1] = re * sine + im * cosine;
            }
            for (int k = 0; k < radix; k++) {
                double re = 0;
                double im = 0;
                for (int i = 0; i < radix; i++) {
                    int root = 2 * (i * k % radix);
                    re += turned[2 * i] * stage.roots[root] - turned[2 * i + 1] * stage.roots[root + 1];
                    im += turned[2 * i] * stage.roots[root + 1] + turned[2 * i + 1] * stage.roots[root];
                }
                int out = 2 * ((in - bin) * radix + bin + k * done);
                to[out] = re;
                to[out + 1] = im;
            }
        }
    }
}
