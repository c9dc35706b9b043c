package org.whisperbench.platform.bench;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.whisperbench.api.Audio;

/**
 * Where the sound in an audio ends that may be speech: what is at least a tenth as strong as its loudest moment, and twice as
 * strong as its quietest. A steady noise is none, music is. It comes too early rather than too late.
 */
final class SpeechEnd {

    private static final int FRAME = Audio.SAMPLE_RATE_HZ / 10;
    private static final int FRAMES_AT_ONCE = 256;
    private static final double OF_LOUDEST = 0.1;
    private static final double ABOVE_QUIETEST = 2;
    /** Of a full scale of 1: so much is noise of any recorder. */
    private static final double LEAST = 1e-3;

    private static final double QUIETEST = 0.1;

    private SpeechEnd() {}

    /** Seconds from the beginning; empty if nothing stands out. */
    static OptionalDouble of(Audio audio) {
        double[] strengths = strengths(audio);
        if (strengths.length == 0) {
            return OptionalDouble.empty();
        }
        double[] sorted = strengths.clone();
        Arrays.sort(sorted);
        double least = Math.max(
                LEAST,
                Math.max(
                        OF_LOUDEST * sorted[sorted.length - 1],
                        ABOVE_QUIETEST * sorted[(int) (QUIETEST * sorted.length)]));
        for (int i = strengths.length - 1; i >= 0; i--) {
            if (strengths[i] >= least) {
                return OptionalDouble.of((double) (i + 1) * FRAME / Audio.SAMPLE_RATE_HZ);
            }
        }
        return OptionalDouble.empty();
    }

    /** The root of the mean square of each tenth of a second; what is less at the end counts as silence. */
    private static double[] strengths(Audio audio) {
        double[] strengths = new double[Math.toIntExact(audio.sampleCount() / FRAME)];
        float[] samples = new float[FRAME * FRAMES_AT_ONCE];
        for (int first = 0; first < strengths.length; first += FRAMES_AT_ONCE) {
            int read = audio.read((long) first * FRAME, samples);
            for (int i = 0; i < read / FRAME; i++) {
                double square = 0;
                for (int j = i * FRAME; j < (i + 1) * FRAME; j++) {
                    square += (double) samples[j] * samples[j];
                }
                strengths[first + i] = Math.sqrt(square / FRAME);
            }
        }
        return strengths;
    }
}
