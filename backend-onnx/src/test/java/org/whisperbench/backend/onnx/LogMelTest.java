package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogMelTest {

    @Test
    void silenceIsTheLeastValueEverywhere() {
        float[] into = new float[80 * 2];

        new LogMel(80).compute(new float[LogMel.FRAME + LogMel.HOP], 2, into, 2);

        for (float value : into) {
            assertEquals(LogMel.SILENCE, value);
        }
    }

    @Test
    void framesThatAreTransformedTogetherAreWhatEachIsAlone() {
        float[] samples = noise(LogMel.FRAME + 4 * LogMel.HOP);
        float[] together = new float[80 * 5];
        new LogMel(80).compute(samples, 5, together, 5);

        for (int frame = 0; frame < 5; frame++) {
            float[] alone = new float[80];
            float[] own = Arrays.copyOfRange(samples, frame * LogMel.HOP, frame * LogMel.HOP + LogMel.FRAME);
            new LogMel(80).compute(own, 1, alone, 1);
            float[] column = new float[80];
            for (int mel = 0; mel < 80; mel++) {
                column[mel] = together[mel * 5 + frame];
            }
            assertArrayEquals(alone, column, 1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 128})
    void aToneIsLoudestInTheFilterAroundIt(int bins) {
        float[] low = tone(bins, 300);
        float[] high = tone(bins, 5000);

        assertTrue(loudest(low) < loudest(high));
        assertEquals(bins, low.length);
        // 300 Hz is 4.5 mel, 5000 Hz is 38.4 mel, of 45.2 mel that the filters share.
        assertEquals(4.5 / 45.2 * (bins + 1) - 1, loudest(low), 1.5);
        assertEquals(38.4 / 45.2 * (bins + 1) - 1, loudest(high), 1.5);
    }

    @Test
    void everyFilterWeighsAConstantSpectrumByItsAreaInBins() {
        MelFilters filters = new MelFilters(80, 400, 16_000);
        double[] power = new double[201];
        Arrays.fill(power, 1);

        // The area is 1 Hz; bins are 40 Hz apart. Wide filters sample their triangle well, narrow ones do not.
        for (int filter = 60; filter < filters.count(); filter++) {
            assertEquals(1.0 / 40, filters.apply(filter, power), 1e-3);
        }
    }

    private static float[] tone(int bins, double hertz) {
        float[] samples = new float[LogMel.FRAME];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / 16_000);
        }
        float[] into = new float[bins];
        new LogMel(bins).compute(samples, 1, into, 1);
        return into;
    }

    private static int loudest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static float[] noise(int count) {
        Random random = new Random(3);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (random.nextGaussian() * 0.1);
        }
        return samples;
    }
}
