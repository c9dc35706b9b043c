package org.whisperbench.platform.audio;

import java.io.IOException;
import java.util.Arrays;

/** A few samples of one channel, between a decoder and what becomes of them, and what went wrong with them. */
final class SampleBlock {

    private double[] values = new double[1 << 13];
    private int count;
    private long skippedBlocks;
    private boolean cutShort;

    void add(double value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count] = value;
        count++;
    }

    void addSilence(int samples) {
        for (int i = 0; i < samples; i++) {
            add(0);
        }
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
    }

    int count() {
        return count;
    }

    /** Hands some of the samples on. */
    void pour(int from, int to, SampleSink sink) throws IOException {
        if (from == 0) {
            sink.accept(values, to);
            return;
        }
        sink.accept(Arrays.copyOfRange(values, from, to), to - from);
    }

    long skippedBlocks() {
        return skippedBlocks;
    }

    boolean isCutShort() {
        return cutShort;
    }
}
