package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.whisperbench.api.Audio;

/**
 * Writes the canonical form: RIFF, PCM, 16 bits, one channel, 16 000 Hz. Values are rounded to the nearest of the 65
 * 536 steps without dither, so that the same sound always gives the same bytes, and clipped at both ends. The sizes in
 * the head are written by {@link #finish()}; until then they say that there is no sound.
 */
final class WavWriter implements SampleSink, AutoCloseable {

    static final int HEAD_BYTES = 44;
    /** What the 32-bit sizes of the head can express: 37 hours. */
    static final long MAX_SAMPLES = (0xFFFF_FFFFL - HEAD_BYTES) / 2;

    private static final double SCALE = 32_768;

    private final FileChannel channel;
    private final ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    WavWriter(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        putHead(0);
    }

    static long sizeBytes(long samples) {
        return HEAD_BYTES + 2 * samples;
    }

    /** How many samples were taken. */
    long written() {
        return written;
    }

    @Override
    public void accept(double sample) throws IOException {
        if (!block.hasRemaining()) {
            flush();
        }
        block.putShort(rounded(sample));
        written++;
    }

    @Override
    public void accept(double[] samples, int count) throws IOException {
        for (int done = 0; done < count; ) {
            if (!block.hasRemaining()) {
                flush();
            }
            int part = Math.min(count - done, block.remaining() / 2);
            int at = block.position();
            for (int i = 0; i < part; i++) {
                block.putShort(at + 2 * i, rounded(samples[done + i]));
            }
            block.position(at + 2 * part);
            done += part;
        }
        written += count;
    }

    private static short rounded(double sample) {
        return (short) Math.max(-SCALE, Math.min(SCALE - 1, Math.rint(sample * SCALE)));
    }

    private void putHead(long samples) {
        block.put(letters("RIFF")).putInt((int) (HEAD_BYTES - 8 + 2 * samples));
        block.put(letters("WAVEfmt ")).putInt(16);
        block.putShort((short) 1).putShort((short) 1);
        block.putInt(Audio.SAMPLE_RATE_HZ).putInt(2 * Audio.SAMPLE_RATE_HZ);
        block.putShort((short) 2).putShort((short) 16);
        block.put(letters("data")).putInt((int) (2 * samples));
    }

    private void flush() throws IOException {
        block.flip();
        while (block.hasRemaining()) {
            channel.write(block);
        }
        block.clear();
    }

    /** Writes what is left, and the head's sizes: the file is whole, and more may follow. */
    void finish() throws IOException {
        flush();
        long end = channel.position();
        putHead(written);
        channel.position(0);
        flush();
        channel.position(end);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static byte[] letters(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }
}
