package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows of at most 30 s of noise with pauses. */
final class WindowCutsTest {

    private static final int RATE = 16_000;
    private static final int FRAMES_PER_SECOND = 100;
    private static final int GREATEST = 3000;

    @Test
    void whatFitsIsOneWindow() throws InterruptedException {
        assertEquals(List.of(new WindowCuts.Window(0, GREATEST)), cuts(noise(7)));
    }

    @Test
    void aCutLiesInThePauseOfTheLastThird() throws InterruptedException {
        float[] sound = noise(40);
        silence(sound, 12, 13);
        silence(sound, 24, 24.6);

        List<WindowCuts.Window> cuts = cuts(sound);

        assertEquals(2, cuts.size());
        int cut = cuts.get(0).frames();
        assertTrue(cut > 24 * FRAMES_PER_SECOND && cut < 24.6 * FRAMES_PER_SECOND, cuts.toString());
        assertEquals(new WindowCuts.Window(cut, 40 * FRAMES_PER_SECOND - cut), cuts.get(1));
    }

    @Test
    void ofTwoPausesTheQuieterIsCut() throws InterruptedException {
        float[] sound = noise(40);
        silence(sound, 22, 22.5);
        for (int i = 27 * RATE; i < 27.5 * RATE; i++) {
            sound[i] /= 20;
        }

        int cut = cuts(sound).get(0).frames();

        assertTrue(cut > 22 * FRAMES_PER_SECOND && cut < 22.5 * FRAMES_PER_SECOND, "cut at " + cut);
    }

    @Test
    void withoutAPauseWindowsFollowEachOtherWithoutGaps() throws InterruptedException {
        List<WindowCuts.Window> cuts = cuts(noise(100));

        long next = 0;
        for (WindowCuts.Window window : cuts) {
            assertEquals(next, window.fromFrame());
            assertTrue(window.frames() <= GREATEST, window.toString());
            next += window.frames();
        }
        assertEquals(100 * FRAMES_PER_SECOND, next);
        assertTrue(cuts.stream().limit(cuts.size() - 1).allMatch(window -> window.frames() >= GREATEST * 2 / 3));
    }

    private static List<WindowCuts.Window> cuts(float[] sound) throws InterruptedException {
        return WindowCuts.of(new AudioFeatures(FakeAudio.of(sound), new LogMel(80), GREATEST), GREATEST);
    }

    private static float[] noise(int seconds) {
        Random random = new Random(1);
        float[] sound = new float[seconds * RATE];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (random.nextFloat() - 0.5f) / 2;
        }
        return sound;
    }

    private static void silence(float[] sound, double from, double to) {
        Arrays.fill(sound, (int) (from * RATE), (int) (to * RATE), 0);
    }
}
