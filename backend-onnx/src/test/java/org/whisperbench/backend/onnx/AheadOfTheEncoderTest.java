package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The frames of the next window are computed between two windows, which is when the encoder works. */
@Timeout(60)
final class AheadOfTheEncoderTest {

    private static final int WINDOW = 100;
    private static final int WINDOWS = 6;

    private final Watched frames = new Watched();

    @AfterEach
    void close() {
        frames.threads.close();
    }

    @Test
    void theNextBlockIsComputedByAnotherThreadBeforeItsWindowIsAskedFor() throws InterruptedException {
        AudioFeatures alone = new AudioFeatures(steps(), new LogMel(80), WINDOW);
        AudioFeatures features = new AudioFeatures(steps(), frames, WINDOW);
        frames.forget();

        frames.ahead = new CountDownLatch(1);
        float[] first = features.window(0);

        assertEquals(1, frames.handed, "the next block was handed over, and is waited for by nobody");
        assertEquals(new Computed(0, true), frames.computed.take());
        frames.ahead.countDown();
        assertEquals(new Computed(1, false), frames.computed.take());
        float[] second = features.window(WINDOW);
        assertEquals(2, frames.handed);
        assertEquals(new Computed(2, false), frames.computed.take(), "and block 1 not again");
        assertArrayEquals(alone.window(0), first);
        assertArrayEquals(alone.window(WINDOW), second);
    }

    /** The samples of each block tell which one it is. */
    private static FakeAudio steps() {
        float[] samples = new float[WINDOWS * WINDOW * LogMel.HOP];
        for (int i = 0; i < samples.length; i++) {
            int block = i / (WINDOW * LogMel.HOP);
            samples[i] = block / 10f;
        }
        return FakeAudio.of(samples);
    }

    /** Frames of a block that were computed, and whether the thread that asks for windows had to do it. */
    private record Computed(int block, boolean byCaller) {}

    /** Real threads; those that compute ahead wait until they are let go. */
    private static final class Watched implements LogMelFrames {

        private final Thread caller = Thread.currentThread();
        private final ParallelLogMel threads = new ParallelLogMel(80, 2);
        private final BlockingQueue<Computed> computed = new LinkedBlockingQueue<>();
        private volatile CountDownLatch ahead = new CountDownLatch(0);
        private int handed;

        void forget() {
            computed.clear();
            handed = 0;
        }

        @Override
        public int melBins() {
            return threads.melBins();
        }

        @Override
        public void compute(float[] samples, int count, float[] into, int stride) throws InterruptedException {
            boolean byCaller = Thread.currentThread() == caller;
            if (!byCaller) {
                ahead.await();
            }
            threads.compute(samples, count, into, stride);
            computed.add(new Computed(Math.round(samples[samples.length / 2] * 10), byCaller));
        }

        @Override
        public boolean ahead(Runnable task) {
            boolean willBeDone = threads.ahead(task);
            handed += willBeDone ? 1 : 0;
            return willBeDone;
        }
    }
}
