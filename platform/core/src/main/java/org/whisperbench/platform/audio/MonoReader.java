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
        long frame = 0;
        while (frame < layout.frames()) {
            Interruption.check();
            int count = (int) Math.min(framesPerBlock, layout.frames() - frame);
            source.read(block, layout.dataOffset() + frame * frameBytes);
            if (block.remaining() < count * frameBytes) {
                throw Refusal.failed(source.path(), "became shorter while it was read", "try again");
            }
            for (int i = 0; i < count; i++) {
                sink.accept(mixed(block));
            }
            frame += count;
        }
    }

    private double mixed(ByteBuffer block) {
        double sum = 0;
        for (int i = 0; i < layout.channels(); i++) {
            double value = layout.decoder().next(block);
            if (Double.isFinite(value)) {
                sum += Math.max(-LIMIT, Math.min(LIMIT, value));
            } else {
                nonFiniteSamples++;
            }
        }
        return sum / layout.channels();
    }
}
