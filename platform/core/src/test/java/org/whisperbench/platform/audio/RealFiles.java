package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.function.Executable;
import org.whisperbench.api.WhisperException;

/** The files in the resources, and the sound that is in each. */
final class RealFiles {

    /** At 16 000 Hz. */
    static final int SAMPLES = 19_200;

    private static final double SECONDS = 1.2;
    private static final double RATE = 16_000;

    private RealFiles() {}

    static Path path(String name) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(RealFiles.class.getResource(name), name).toURI());
    }

    static float[] samples(DecodedAudio audio) {
        float[] samples = new float[(int) audio.sampleCount()];
        assertEquals(samples.length, audio.read(0, samples));
        return samples;
    }

    /** The average of both channels: the formula in the README. */
    static double expected(int sample) {
        double time = sample / RATE;
        double fade = Math.max(0, Math.min(1, Math.min(time, SECONDS - time) / 0.1));
        return fade * (0.25 * Math.sin(2 * Math.PI * 440 * time) + 0.125 * Math.sin(2 * Math.PI * 880 * time));
    }

    /** The power of the difference over that of the sound, in decibels. */
    static double errorDecibels(float[] found, int lateness) {
        double error = 0;
        double power = 0;
        for (int i = 0; i + lateness < found.length && i < SAMPLES; i++) {
            double difference = found[i + lateness] - expected(i);
            error += difference * difference;
            power += expected(i) * expected(i);
        }
        return 10 * Math.log10(error / power);
    }

    static int lateness(float[] found, int most) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int late = 0; late <= most; late++) {
            double error = errorDecibels(found, late);
            if (error < least) {
                least = error;
                best = late;
            }
        }
        return best;
    }

    static String refusal(Executable opening) {
        return String.valueOf(assertThrows(WhisperException.class, opening).getMessage());
    }
}
