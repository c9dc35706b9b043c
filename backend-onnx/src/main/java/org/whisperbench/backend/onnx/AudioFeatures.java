package org.whisperbench.backend.onnx;

import java.util.Arrays;
import org.whisperbench.api.Audio;

/**
 * Features of one audio, computed window by window, so that memory does not grow with the audio's length.
 *
 * <p>Audio that fits into one window is padded with silence to the window's length first; longer audio is not padded.
 * Values are clamped to at most 8 below the greatest of the whole audio, for which long audio is read twice, and
 * scaled: {@code (max(x, greatest - 8) + 4) / 4}. Frames are centred on their samples; what they lack at either end of
 * the (padded) audio is reflected there. This is what {@code WhisperFeatureExtractor} of transformers 5.18 does with
 * short audio by default and with long audio under {@code truncation=False, padding="longest"}.
 *
 * <p>One thread uses an instance at a time.
 */
final class AudioFeatures {

    private static final int HALF_FRAME = LogMel.FRAME / 2;
    private static final double RANGE = 8;

    private final Audio audio;
    private final LogMel logMel;
    private final int windowFrames;
    private final long length;
    private final float[] block;
    private final float greatest;

    /**
     * Looks at all of the audio.
     *
     * @param audio the audio, at least one sample
     * @param logMel computes the logarithms
     * @param windowFrames frames of a window, 3000 in Whisper
     * @throws InterruptedException if the thread was interrupted
     */
    AudioFeatures(Audio audio, LogMel logMel, int windowFrames) throws InterruptedException {
        this.audio = audio;
        this.logMel = logMel;
        this.windowFrames = windowFrames;
        length = Math.max(audio.sampleCount(), (long) windowFrames * LogMel.HOP);
        block = new float[logMel.melBins() * windowFrames];
        greatest = greatest();
    }

    private float greatest() throws InterruptedException {
        float found = (float) LogMel.SILENCE;
        for (long from = 0; from < frames(); from += windowFrames) {
            Interruption.check();
            int count = (int) Math.min(windowFrames, frames() - from);
            compute(from, count);
            for (int mel = 0; mel < logMel.melBins(); mel++) {
                for (int i = mel * windowFrames; i < mel * windowFrames + count; i++) {
                    found = Math.max(found, block[i]);
                }
            }
        }
        return found;
    }

    /**
     * Returns the number of frames.
     *
     * @return at least as many as a window has
     */
    long frames() {
        return length / LogMel.HOP;
    }

    /**
     * Returns the features of one window.
     *
     * @param fromFrame index of the first frame, below {@link #frames}
     * @return one row of the window's frames for each mel filter, low frequencies first; zero past the audio's end
     */
    float[] window(long fromFrame) {
        int count = (int) Math.min(windowFrames, frames() - fromFrame);
        if (frames() > windowFrames) {
            compute(fromFrame, count);
        }
        int shift = frames() > windowFrames ? 0 : (int) fromFrame;
        float floor = greatest - (float) RANGE;
        float[] scaled = new float[block.length];
        for (int mel = 0; mel < logMel.melBins(); mel++) {
            int row = mel * windowFrames;
            for (int i = row; i < row + count; i++) {
                scaled[i] = (Math.max(block[i + shift], floor) + 4) / 4;
            }
        }
        return scaled;
    }

    private void compute(long fromFrame, int count) {
        long from = fromFrame * LogMel.HOP - HALF_FRAME;
        logMel.compute(samples(from, (count - 1) * LogMel.HOP + LogMel.FRAME), count, block, windowFrames);
    }

    /** Reads samples, with silence after the audio and reflections before the first and after the last. */
    private float[] samples(long from, int count) {
        float[] samples = new float[count];
        int before = (int) Math.max(0, -from);
        float[] inside = new float[(int) Math.min(count, length - from) - before];
        int read = audio.read(from + before, inside);
        Arrays.fill(inside, read, inside.length, 0);
        System.arraycopy(inside, 0, samples, before, inside.length);
        for (int i = 1; i <= before; i++) {
            samples[before - i] = samples[before + i];
        }
        int end = before + inside.length;
        for (int i = end; i < count; i++) {
            samples[i] = samples[2 * (end - 1) - i];
        }
        return samples;
    }
}
