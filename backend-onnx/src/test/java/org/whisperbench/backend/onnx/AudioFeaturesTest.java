package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AudioFeaturesTest {

    private static final int WINDOW = 3000;

    @Test
    void oneSampleOfSilenceIsAWindowOfSilence() throws InterruptedException {
        AudioFeatures features = of(FakeAudio.of(0));

        float[] window = features.window(0);

        assertEquals(WINDOW, features.frames());
        assertEquals(80 * WINDOW, window.length);
        // (-10 + 4) / 4: the greatest value is the least one.
        for (float value : window) {
            assertEquals(-1.5f, value);
        }
    }

    @Test
    void aWindowThatBeginsLaterEndsInZeros() throws InterruptedException {
        AudioFeatures features = of(FakeAudio.of(noise(16_000)));

        float[] first = features.window(0);
        float[] later = features.window(2900);

        for (int mel = 0; mel < 80; mel++) {
            assertArrayEquals(row(first, mel, 2900, 100), row(later, mel, 0, 100));
            assertArrayEquals(new float[2900], row(later, mel, 100, 2900));
        }
    }

    @Test
    void audioOfExactlyOneWindowHasItsFrames() throws InterruptedException {
        assertEquals(WINDOW, of(FakeAudio.of(noise(480_000))).frames());
        assertEquals(WINDOW, of(FakeAudio.of(noise(480_159))).frames());
        assertEquals(WINDOW + 1, of(FakeAudio.of(noise(480_160))).frames());
    }

    @Test
    void windowsOfLongAudioOverlapInTheSameValues() throws InterruptedException {
        AudioFeatures features = of(FakeAudio.of(noise(16_000 * 70)));

        float[] first = features.window(0);
        float[] second = features.window(1001);

        assertEquals(7000, features.frames());
        for (int mel = 0; mel < 80; mel++) {
            assertArrayEquals(row(first, mel, 1001, 1999), row(second, mel, 0, 1999), 1e-5f);
        }
    }

    @Test
    void theLoudestPlaceOfLongAudioSetsTheFloorOfAllOfIt() throws InterruptedException {
        float[] samples = new float[16_000 * 70];
        System.arraycopy(noise(16_000), 0, samples, 16_000 * 65, 16_000);
        AudioFeatures features = of(FakeAudio.of(samples));

        float floor = features.window(0)[0];
        float[] last = features.window(4000);

        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : last) {
            greatest = Math.max(greatest, value);
        }
        assertEquals(greatest - 2, floor, 1e-6);
    }

    @Test
    void anInterruptEndsTheFirstLook() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> of(FakeAudio.silence(1)));
    }

    private static AudioFeatures of(FakeAudio audio) throws InterruptedException {
        return new AudioFeatures(audio, new LogMel(80), WINDOW);
    }

    private static float[] row(float[] window, int mel, int from, int count) {
        return Arrays.copyOfRange(window, mel * WINDOW + from, mel * WINDOW + from + count);
    }

    private static float[] noise(int count) {
        Random random = new Random(7);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (random.nextGaussian() * 0.1);
        }
        return samples;
    }
}
