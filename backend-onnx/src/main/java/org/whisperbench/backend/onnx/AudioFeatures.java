package org.whisperbench.backend.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.whisperbench.api.Audio;

/**
 * Features of one audio, computed block by block, so that memory does not grow with the audio's length.
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
    /** A window lies in two blocks, and one more is computed ahead. */
    private static final int KEPT_BLOCKS = 3;

    private final Audio audio;
    private final LogMelFrames logMel;
    private final int windowFrames;
    private final long length;
    private final float greatest;
    /** Logarithms of as many frames as a window has, by the block's index. */
    private final Map<Long, CompletableFuture<float[]>> blocks = new LinkedHashMap<>();

    /**
     * Looks at all of the audio.
     *
     * @param audio the audio, at least one sample
     * @param logMel computes the logarithms
     * @param windowFrames frames of a window, 3000 in Whisper
     * @throws InterruptedException if the thread was interrupted
     */
    AudioFeatures(Audio audio, LogMelFrames logMel, int windowFrames) throws InterruptedException {
        this.audio = audio;
        this.logMel = logMel;
        this.windowFrames = windowFrames;
        length = Math.max(audio.sampleCount(), (long) windowFrames * LogMel.HOP);
        greatest = greatest();
    }

    private float greatest() throws InterruptedException {
        float found = (float) LogMel.SILENCE;
        for (long block = 0; block * windowFrames < frames(); block++) {
            Interruption.check();
            float[] values = block(block);
            int count = framesOf(block);
            for (int mel = 0; mel < logMel.melBins(); mel++) {
                int row = mel * windowFrames;
                found = Math.max(found, LogSum.greatest(values, row, row + count));
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
     * @throws InterruptedException if the thread was interrupted
     */
    float[] window(long fromFrame) throws InterruptedException {
        return window(fromFrame, (int) Math.min(windowFrames, frames() - fromFrame));
    }

    /**
     * Returns the features of a window that is cut short.
     *
     * @param fromFrame index of the first frame, below {@link #frames}
     * @param count frames of the window that are wanted
     * @return one row of the window's frames for each mel filter, low frequencies first; zero past those wanted
     * @throws InterruptedException if the thread was interrupted
     */
    float[] window(long fromFrame, int count) throws InterruptedException {
        float floor = greatest - (float) RANGE;
        float[] scaled = new float[logMel.melBins() * windowFrames];
        long last = (fromFrame + count - 1) / windowFrames;
        for (long block = fromFrame / windowFrames; block <= last; block++) {
            float[] values = block(block);
            int shift = (int) (block * windowFrames - fromFrame);
            int from = Math.max(0, shift);
            int to = Math.min(count, shift + windowFrames);
            for (int mel = 0; mel < logMel.melBins(); mel++) {
                int row = mel * windowFrames;
                for (int i = from; i < to; i++) {
                    scaled[row + i] = (Math.max(values[row + i - shift], floor) + 4) / 4;
                }
            }
        }
        return scaled;
    }

    /**
     * Returns how loud frames are.
     *
     * @param fromFrame index of the first frame
     * @param count number of frames, at most those of a window, all of them in the audio
     * @return the mean over the mel filters of each frame's logarithms, clamped as the features are
     * @throws InterruptedException if the thread was interrupted
     */
    float[] loudness(long fromFrame, int count) throws InterruptedException {
        float[] window = window(fromFrame, count);
        float[] loudness = new float[count];
        for (int mel = 0; mel < logMel.melBins(); mel++) {
            for (int i = 0; i < count; i++) {
                loudness[i] += window[mel * windowFrames + i] / logMel.melBins();
            }
        }
        return loudness;
    }

    private int framesOf(long block) {
        return (int) Math.min(windowFrames, frames() - block * windowFrames);
    }

    /** Returns a block, computed now or before, and has the next one computed meanwhile. */
    private float[] block(long index) throws InterruptedException {
        CompletableFuture<float[]> wanted = blocks.get(index);
        if (wanted == null) {
            wanted = CompletableFuture.completedFuture(compute(samples(index), index));
            keep(index, wanted);
        }
        if ((index + 1) * windowFrames < frames() && !blocks.containsKey(index + 1)) {
            // Audio is read by one thread only.
            float[] samples = samples(index + 1);
            CompletableFuture<float[]> next = new CompletableFuture<>();
            if (logMel.ahead(() -> complete(next, samples, index + 1))) {
                keep(index + 1, next);
            }
        }
        try {
            return wanted.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("features were not computed", e.getCause());
        }
    }

    private void keep(long index, CompletableFuture<float[]> block) {
        blocks.put(index, block);
        if (blocks.size() > KEPT_BLOCKS) {
            blocks.remove(blocks.keySet().iterator().next());
        }
    }

    private void complete(CompletableFuture<float[]> block, float[] samples, long index) {
        try {
            block.complete(compute(samples, index));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            block.cancel(false);
        } catch (RuntimeException | Error e) {
            // Whoever waits for the block is told: on this thread nobody would be.
            block.completeExceptionally(e);
        }
    }

    private float[] compute(float[] samples, long index) throws InterruptedException {
        float[] block = new float[logMel.melBins() * windowFrames];
        logMel.compute(samples, framesOf(index), block, windowFrames);
        return block;
    }

    /** Reads a block's samples, with silence after the audio and reflections before the first and after the last. */
    private float[] samples(long index) {
        long from = index * windowFrames * LogMel.HOP - HALF_FRAME;
        float[] samples = new float[(framesOf(index) - 1) * LogMel.HOP + LogMel.FRAME];
        int before = (int) Math.max(0, -from);
        float[] inside = new float[(int) Math.min(samples.length, length - from) - before];
        int read = audio.read(from + before, inside);
        Arrays.fill(inside, read, inside.length, 0);
        System.arraycopy(inside, 0, samples, before, inside.length);
        for (int i = 1; i <= before; i++) {
            samples[before - i] = samples[before + i];
        }
        int end = before + inside.length;
        for (int i = end; i < samples.length; i++) {
            samples[i] = samples[2 * (end - 1) - i];
        }
        return samples;
    }
}
