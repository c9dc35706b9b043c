package org.whisperbench.platform.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Writes FLAC files with features that few encoders use: blocks of changing sizes, many channels and wide samples, all
 * verbatim.
 *
 * <p>Source: RFC 9639, sections 8.2, 9.1 and 9.2.
 */
final class FlacWriter {

    private final int channels;
    private final int bits;
    private final int[] blocks;

    FlacWriter(int channels, int bits, int... blocks) {
        this.channels = channels;
        this.bits = bits;
        this.blocks = blocks.clone();
    }

    /** Samples from -1 to 1 at 16 000 Hz, the same on all channels. */
    byte[] write(double[] samples) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(42).putInt(0x664C_6143).putInt(0x8000_0022);
        head.putShort((short) 16).putShort((short) 4608).putShort((short) 0).putInt(0);
        head.putLong((16_000L << 44) | (channels - 1L) << 41 | (bits - 1L) << 36 | samples.length);
        file.writeBytes(head.array());
        int at = 0;
        for (int i = 0; at < samples.length; i++) {
            int size = Math.min(blocks[i % blocks.length], samples.length - at);
            file.writeBytes(frame(samples, at, size));
            at += size;
        }
        return file.toByteArray();
    }

    private byte[] frame(double[] samples, int at, int size) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0xFF);
        frame.write(0xF9);
        frame.write(0x70);
        frame.write((channels - 1) << 4 | (bits == 16 ? 4 : bits == 24 ? 6 : 7) << 1);
        number(frame, at);
        frame.write((size - 1) >> 8);
        frame.write(size - 1);
        frame.write(checksum(frame.toByteArray(), 0x07, 8));
        for (int channel = 0; channel < channels; channel++) {
            frame.write(2);
            for (int i = at; i < at + size; i++) {
                long value = Math.round(samples[i] * ((1L << (bits - 1)) - 1));
                for (int shift = bits - 8; shift >= 0; shift -= 8) {
                    frame.write((int) (value >> shift));
                }
            }
        }
        int sum = checksum(frame.toByteArray(), 0x8005, 16);
        frame.write(sum >> 8);
        frame.write(sum);
        return frame.toByteArray();
    }

    /** Up to 16 bits, as UTF-8 writes them. */
    private static void number(ByteArrayOutputStream frame, int number) {
        if (number < 0x80) {
            frame.write(number);
        } else if (number < 0x800) {
            frame.write(0xC0 | number >> 6);
            frame.write(0x80 | (number & 0x3F));
        } else {
            frame.write(0xE0 | number >> 12);
            frame.write(0x80 | (number >> 6 & 0x3F));
            frame.write(0x80 | (number & 0x3F));
        }
    }

    private static int checksum(byte[] bytes, int polynomial, int width) {
        int sum = 0;
        for (byte value : bytes) {
            sum ^= (value & 0xFF) << (width - 8);
            for (int i = 0; i < 8; i++) {
                sum = (sum << 1) ^ ((sum >> (width - 1) & 1) == 0 ? 0 : polynomial);
            }
        }
        return sum & ((1 << width) - 1);
    }
}
