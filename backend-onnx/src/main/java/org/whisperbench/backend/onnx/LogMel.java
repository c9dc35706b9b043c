package org.whisperbench.backend.onnx;

import java.util.Arrays;

/**
 * Logarithm of the mel spectrum as Whisper defines it (Radford and others, "Robust Speech Recognition via Large-Scale
 * Weak Supervision", 2022, section 2.2, and the preprocessing published with it): frames of 400 samples every 160,
 * weighed by a periodic Hann window, power spectrum, mel filters, decimal logarithm of at least 1e-10.
 *
 * <p>One thread uses an instance at a time, since it owns its working arrays.
 */
final class LogMel implements LogMelFrames {

    /** Samples that a frame covers. */
    static final int FRAME = 400;
    /** Samples from one frame to the next. */
    static final int HOP = 160;
    /** The least value: the logarithm of a power of 1e-10. */
    static final double SILENCE = -10;

    private static final int RATE_HZ = 16_000;
    private static final int BINS = FRAME / 2 + 1;

    private final MelFilters filters;
    private final MixedRadixFft fft = new MixedRadixFft(FRAME);
    private final double[] hann = new double[FRAME];
    private final double[] points = new double[2 * FRAME];
    private final double[] power = new double[BINS];
    private final double[] nextPower = new double[BINS];

    /**
     * Prepares the computation.
     *
     * @param melBins number of mel filters, 80 or 128 in Whisper
     */
    LogMel(int melBins) {
        filters = new MelFilters(melBins, FRAME, RATE_HZ);
        for (int i = 0; i < FRAME; i++) {
            hann[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME);
        }
    }

    @Override
    public int melBins() {
        return filters.count();
    }

    /**
     * Some frames.
     *
     * @param from the first
     * @param to after the last
     */
    record Range(int from, int to) {}

    @Override
    public void compute(float[] samples, int frames, float[] into, int stride) {
        compute(samples, new Range(0, frames), into, stride);
    }

    /**
     * Computes some of the frames.
     *
     * @param samples 16 kHz mono; frame {@code f} covers 400 of them from {@code f * 160} on
     * @param range the frames; the samples reach to the end of the last
     * @param into receives decimal logarithms: one row of {@code stride} values for each mel filter
     * @param stride distance between the rows
     */
    void compute(float[] samples, Range range, float[] into, int stride) {
        for (int frame = range.from(); frame < range.to(); frame += 2) {
            boolean pair = frame + 1 < range.to();
            int from = frame * HOP;
            if (silent(samples, from, pair ? FRAME + HOP : FRAME)) {
                Arrays.fill(power, 0);
                Arrays.fill(nextPower, 0);
            } else {
                transformPair(samples, from, pair);
            }
            store(power, into, frame, stride);
            if (pair) {
                store(nextPower, into, frame + 1, stride);
            }
        }
    }

    private static boolean silent(float[] samples, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (samples[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Transforms two real frames as the real and the imaginary part of one complex one, and takes them apart again. */
    private void transformPair(float[] samples, int from, boolean pair) {
        for (int i = 0; i < FRAME; i++) {
            points[2 * i] = samples[from + i] * hann[i];
            points[2 * i + 1] = pair ? samples[from + HOP + i] * hann[i] : 0;
        }
        fft.transform(points);
        power[0] = square(points[0]);
        nextPower[0] = square(points[1]);
        for (int k = 1; k < BINS; k++) {
            int mirrored = 2 * (FRAME - k);
            double re = points[2 * k];
            double im = points[2 * k + 1];
            double mirroredRe = points[mirrored];
            double mirroredIm = points[mirrored + 1];
            power[k] = (square(re + mirroredRe) + square(im - mirroredIm)) / 4;
            nextPower[k] = (square(im + mirroredIm) + square(re - mirroredRe)) / 4;
        }
    }

    private static double square(double value) {
        return value * value;
    }

    private void store(double[] spectrum, float[] into, int frame, int stride) {
        for (int mel = 0; mel < filters.count(); mel++) {
            into[mel * stride + frame] = (float) Log10.of(Math.max(1e-10, filters.apply(mel, spectrum)));
        }
    }
}
