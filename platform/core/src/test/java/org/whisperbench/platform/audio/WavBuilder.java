package org.whisperbench.platform.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes WAV files of every kind, also wrong ones: what is not set is that of a plain file of 16 bits. */
final class WavBuilder {

    private String container = "RIFF";
    private int tag = 1;
    private int bits = 16;
    private int channels = 1;
    private int rate = 16_000;
    private int blockBytes = -1;
    private boolean extensible;
    private long riffBytes = -1;
    private long dataBytes = -1;
    private byte[] sound = {};
    private byte[] before = {};
    private byte[] after = {};

    WavBuilder container(String letters) {
        container = letters;
        return this;
    }

    WavBuilder format(int newTag, int newBits) {
        tag = newTag;
        bits = newBits;
        return this;
    }

    WavBuilder channels(int count) {
        channels = count;
        return this;
    }

    WavBuilder rate(int hertz) {
        rate = hertz;
        return this;
    }

    WavBuilder blockBytes(int count) {
        blockBytes = count;
        return this;
    }

    WavBuilder extensible() {
        extensible = true;
        return this;
    }

    WavBuilder declaring(long newRiffBytes, long newDataBytes) {
        riffBytes = newRiffBytes;
        dataBytes = newDataBytes;
        return this;
    }

    WavBuilder before(byte[] chunks) {
        before = chunks;
        return this;
    }

    WavBuilder after(byte[] chunks) {
        after = chunks;
        return this;
    }

    WavBuilder sound(byte[] bytes) {
        sound = bytes;
        return this;
    }

    /** Samples of 16 bits. */
    WavBuilder shorts(short... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(order());
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        return sound(bytes.array());
    }

    /** The same value in every channel, in floating point of 32 bits. */
    WavBuilder tone(double hertz, double amplitude, int frames) {
        format(3, 32);
        ByteBuffer bytes = ByteBuffer.allocate(4 * channels * frames).order(order());
        for (int i = 0; i < frames; i++) {
            for (int c = 0; c < channels; c++) {
                bytes.putFloat((float) (amplitude * Math.sin(2 * Math.PI * hertz * i / rate)));
            }
        }
        return sound(bytes.array());
    }

    static byte[] chunk(String id, int size) {
        byte[] chunk = new byte[8 + size + size % 2];
        ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).put(letters(id)).putInt(size);
        return chunk;
    }

    byte[] bytes() {
        byte[] format = format();
        byte[] wide = container.endsWith("64") ? wide() : new byte[0];
        long data = dataBytes >= 0 ? dataBytes : wide.length > 0 ? 0xFFFF_FFFFL : sound.length;
        int length = 12 + wide.length + before.length + format.length + 8 + sound.length + after.length;
        long riff = riffBytes >= 0 ? riffBytes : length - 8L;
        ByteBuffer file = ByteBuffer.allocate(length).order(order());
        file.put(letters(container)).putInt((int) riff).put(letters("WAVE"));
        file.put(wide).put(before).put(format);
        file.put(letters("data")).putInt((int) data).put(sound).put(after);
        return file.array();
    }

    long bytesPerSecond() {
        return (long) rate * channels * bits / 8;
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    private byte[] wide() {
        ByteBuffer chunk = ByteBuffer.allocate(36).order(order());
        chunk.put(letters("ds64"))
                .putInt(28)
                .putLong(0)
                .putLong(sound.length)
                .putLong(0)
                .putInt(0);
        return chunk.array();
    }

    private byte[] format() {
        int size = extensible ? 40 : 16;
        ByteBuffer chunk = ByteBuffer.allocate(8 + size).order(order());
        int block = blockBytes >= 0 ? blockBytes : channels * bits / 8;
        chunk.put(letters("fmt ")).putInt(size).putShort((short) (extensible ? 0xFFFE : tag));
        chunk.putShort((short) channels).putInt(rate).putInt(rate * block);
        chunk.putShort((short) block).putShort((short) bits);
        if (extensible) {
            chunk.putShort((short) 22).putShort((short) bits).putInt(0);
            chunk.putInt(tag).putShort((short) 0).putShort((short) 0x10);
            chunk.put(new byte[] {(byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
        }
        return chunk.array();
    }

    private ByteOrder order() {
        return "RIFX".equals(container) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] letters(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }
}
