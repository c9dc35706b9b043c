package org.whisperbench.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file such as a recorder would: 44 100 Hz, two channels, 16 bits, a different tone in each channel. */
final class StereoWav {

    private static final int RATE_HZ = 44_100;
    private static final int FRAME_BYTES = 4;
    private static final double AMPLITUDE = 8_000;

    private StereoWav() {}

    static void write(Path file, int seconds) throws IOException {
        int dataBytes = seconds * RATE_HZ * FRAME_BYTES;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(channel, head(dataBytes));
            for (int second = 0; second < seconds; second++) {
                write(channel, second(second));
            }
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer head(int dataBytes) {
        ByteBuffer head = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
        head.put(letters("RIFF"))
                .putInt(36 + dataBytes)
                .put(letters("WAVEfmt "))
                .putInt(16);
        head.putShort((short) 1).putShort((short) 2).putInt(RATE_HZ).putInt(RATE_HZ * FRAME_BYTES);
        return head.putShort((short) FRAME_BYTES)
                .putShort((short) 16)
                .put(letters("data"))
                .putInt(dataBytes);
    }

    private static ByteBuffer second(int second) {
        ByteBuffer frames = ByteBuffer.allocate(RATE_HZ * FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < RATE_HZ; i++) {
            double turns = 2 * Math.PI * ((double) second + (double) i / RATE_HZ);
            frames.putShort((short) (AMPLITUDE * Math.sin(440 * turns)));
            frames.putShort((short) (AMPLITUDE * Math.sin(3_000 * turns)));
        }
        return frames;
    }

    private static byte[] letters(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }
}
