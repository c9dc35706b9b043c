package org.whisperbench.platform.audio;

import java.io.IOException;
import java.util.Arrays;

/**
 * A few samples of one channel, between a decoder and what becomes of them, and what went wrong with them.
 *
 * <p>Silence that stands for lost sound comes first in a block and takes no memory, since it may be long.
 */
final class SampleBlock {

    /** Of a longer gap the place that tells it is rather wrong. */
    static final int LONGEST_GAP_SECONDS = 600;

    private static final int MOST_SILENT_SECONDS = 3600;
    private static final int PART = 1 << 13;

    private double[] values = new double[PART];
    private int count;
    private int silence;
    private double silentSeconds;
    private long skippedBlocks;
    private boolean cutShort;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count] = value;
        count++;
    }

    /**
     * Puts silence in front of the samples, where so many are known to be lost.
     *
     * @return false, with nothing done, if a file cannot be believed to have lost so much: ten minutes at once, or an hour
     *     of all that passed through here
     */
    boolean addLost(long samples, int rateHz) {
        double seconds = (double) samples / rateHz;
        double together = (double) silence / rateHz + seconds;
        if (together > LONGEST_GAP_SECONDS || silentSeconds + seconds > MOST_SILENT_SECONDS) {
            return false;
        }
        silence += (int) samples;
        silentSeconds += seconds;
        return true;
    }

    /** Adds the averages of interleaved samples of 16 bits. */
    void addShorts(short[] interleaved, int from, int frames, int channels) {
        int at = from * channels;
        for (int frame = 0; frame < frames; frame++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += interleaved[at];
                at++;
            }
            add(sum / (32_768.0 * channels));
        }
    }

    /** Leaves out the first samples, before which there is no silence. */
    void dropFirst(int samples) {
        count -= samples;
        System.arraycopy(values, samples, values, 0, count);
    }

    /** A block of the file is lost. */
    void skip() {
        skippedBlocks++;
    }

    /** The file ends too early. */
    void cutShort() {
        cutShort = true;
    }

    void clear() {
        count = 0;
        silence = 0;
    }

    /** With the silence in front. */
    int count() {
        return silence + count;
    }

    /** Hands some of the samples on. */
    void pour(int from, int to, SampleSink sink) throws IOException {
        pourSilence(Math.min(to, silence) - from, sink);
        int first = Math.max(0, from - silence);
        int end = to - silence;
        if (first == 0) {
            sink.accept(values, Math.max(0, end));
        } else if (first < end) {
            sink.accept(Arrays.copyOfRange(values, first, end), end - first);
        }
    }

    static void pourSilence(long samples, SampleSink sink) throws IOException {
        double[] zeros = new double[samples > 0 ? PART : 0];
        for (long left = samples; left > 0; left -= PART) {
            sink.accept(zeros, (int) Math.min(left, PART));
        }
    }

    long skippedBlocks() {
        return skippedBlocks;
    }

    boolean isCutShort() {
        return cutShort;
    }
}
