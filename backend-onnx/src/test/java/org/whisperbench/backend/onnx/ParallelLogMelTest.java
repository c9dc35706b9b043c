package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads give the numbers of one to the last bit, since each begins with the first frame of a pair. */
@Timeout(60)
final class ParallelLogMelTest {

    private static final int BINS = 80;
    /** Too few for two threads, enough for two, three and seven, and numbers that none of these divides. */
    private static final int[] FRAMES = {1, 2, 63, 64, 127, 128, 131, 193, 448, 449, 1001};

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void anyNumberOfThreadsComputesTheSameFrames(int threads) throws InterruptedException {
        LogMel serial = new LogMel(BINS);
        try (ParallelLogMel parallel = new ParallelLogMel(BINS, threads)) {
            for (int frames : FRAMES) {
                float[] samples = noise((frames - 1) * LogMel.HOP + LogMel.FRAME);
                int stride = frames + 5;
                float[] expected = untouched(BINS * stride);
                float[] computed = untouched(BINS * stride);

                serial.compute(samples, frames, expected, stride);
                parallel.compute(samples, frames, computed, stride);

                assertArrayEquals(expected, computed, frames + " frames");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void theFeaturesAreTheSameToTheEndOfTheAudio(int threads) throws InterruptedException {
        int window = 500;
        FakeAudio audio = FakeAudio.of(noise((2 * window + 137) * LogMel.HOP + 77));
        AudioFeatures expected = new AudioFeatures(audio, new LogMel(BINS), window);
        try (ParallelLogMel parallel = new ParallelLogMel(BINS, threads)) {
            AudioFeatures computed = new AudioFeatures(audio, parallel, window);

            for (int from : new int[] {0, 333, 700, 1000, 1136}) {
                assertArrayEquals(expected.window(from), computed.window(from), "from frame " + from);
            }
        }
    }

    @Test
    void whatIsDoneAheadHoldsUpNeitherTheCallerNorTheFrames() throws Exception {
        CountDownLatch encoded = new CountDownLatch(1);
        CompletableFuture<Thread> done = new CompletableFuture<>();
        try (ParallelLogMel parallel = new ParallelLogMel(BINS, 1)) {

            boolean willBeDone = parallel.ahead(() -> {
                try {
                    encoded.await();
                    done.complete(Thread.currentThread());
                } catch (InterruptedException e) {
                    done.completeExceptionally(e);
                }
            });
            parallel.compute(noise(LogMel.FRAME), 1, new float[BINS], 1);

            assertTrue(willBeDone);
            assertFalse(done.isDone());
            encoded.countDown();
            assertNotSame(Thread.currentThread(), done.get());
        }
    }

    /** Values that no logarithm has, to see that nothing is written between the rows. */
    private static float[] untouched(int count) {
        float[] values = new float[count];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    /** Every fifth stretch is so loud that it shows in the last bits of a quiet frame that is transformed together with it. */
    private static float[] noise(int count) {
        Random random = new Random(11);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            double loudness = i / LogMel.HOP % 5 == 0 ? 1e5 : 0.1;
            samples[i] = (float) (random.nextGaussian() * loudness);
        }
        return samples;
    }
}
