package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes a file block by block and averages its channels. What is no number counts as 0; floating-point values are
 * held within ±1e9, so that no sum of them overflows.
 */
final class MonoReader {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final double LIMIT = 1e9;

    private final SourceFile source;
    private final PcmLayout layout;
    private long nonFiniteSamples;

    MonoReader(SourceFile source, PcmLayout layout) {
        this.source = source;
        this.layout = layout;
    }

    long nonFiniteSamples() {
        return nonFiniteSamples;
    }

    void pour(SampleSink sink) throws IOException, InterruptedException {
        int frameBytes = layout.frameBytes();
        int framesPerBlock = Math.max(1, BLOCK_BYTES / frameBytes);
        ByteBuffer block = ByteBuffer.allocate(framesPerBlock * frameBytes).order(layout.order());
        double[] values = new double[framesPerBlock * layout.channels()];
        long frame = 0;
        while (frame < layout.frames()) {
            Interruption.check();
            int count = (int) Math.min(framesPerBlock, layout.frames() - frame);
            source.read(block, layout.dataOffset() + frame * frameBytes);
            if (block.remaining() < count * frameBytes) {
                throw Refusal.failed(source.path(), "became shorter while it was read", "try again");
            }
            layout.decoder().fill(block, values, count * layout.channels());
            mix(values, count);
            sink.accept(values, count);
            frame += count;
        }
    }

    /** Puts the averages of the channels in front. */
    private void mix(double[] values, int frames) {
        int channels = layout.channels();
        for (int frame = 0; frame < frames; frame++) {
            double sum = 0;
            for (int i = frame * channels; i < (frame + 1) * channels; i++) {
                double value = values[i];
                sum += Math.abs(value) <= LIMIT ? value : bounded(value);
            }
            values[frame] = sum / channels;
        }
    }

    private double bounded(double value) {
        if (Double.isFinite(value)) {
            return Math.copySign(LIMIT, value);
        }
        nonFiniteSamples++;
        return 0;
    }
}
