package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;

/** Cuts audio into windows where it is quietest, so that windows can be decoded without knowing each other. */
final class WindowCuts {

    /** A cut lies in the last third of a window: later ones make fewer windows, earlier ones quieter cuts. */
    private static final double EARLIEST = 2.0 / 3;
    /** Frames whose loudness is averaged: a pause between words is longer than 0.2 s, a stop within a word is not. */
    private static final int PAUSE_FRAMES = 20;

    private WindowCuts() {}

    /**
     * A window of its own.
     *
     * @param fromFrame its first frame
     * @param frames its length
     */
    record Window(long fromFrame, int frames) {}

    /**
     * Cuts audio.
     *
     * @param features features of the audio
     * @param greatest frames of the longest window
     * @return the windows, without gaps and overlaps
     * @throws InterruptedException if the thread was interrupted
     */
    static List<Window> of(AudioFeatures features, int greatest) throws InterruptedException {
        List<Window> windows = new ArrayList<>();
        long from = 0;
        while (features.frames() - from > greatest) {
            int length = quietest(features.loudness(from, greatest), (int) (greatest * EARLIEST));
            windows.add(new Window(from, length));
            from += length;
        }
        windows.add(new Window(from, (int) (features.frames() - from)));
        return windows;
    }

    /** Returns the middle of the quietest pause, the last of several. */
    private static int quietest(float[] loudness, int earliest) {
        double sum = 0;
        int best = loudness.length;
        double least = Double.POSITIVE_INFINITY;
        for (int i = earliest; i < loudness.length; i++) {
            sum += loudness[i] - (i >= earliest + PAUSE_FRAMES ? loudness[i - PAUSE_FRAMES] : 0);
            if (i >= earliest + PAUSE_FRAMES - 1 && sum <= least + 1e-3) {
                least = Math.min(least, sum);
                best = i + 1 - PAUSE_FRAMES / 2;
            }
        }
        return best;
    }
}
