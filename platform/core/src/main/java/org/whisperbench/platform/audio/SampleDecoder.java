package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads one sample of one channel as a value, nominally from -1 to 1; numbers that are none come out as they are. */
@FunctionalInterface
interface SampleDecoder {

    double next(ByteBuffer bytes);

    /** Reads the next samples into the beginning of an array. */
    default void fill(ByteBuffer bytes, double[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = next(bytes);
        }
    }

    /**
     * Chooses a decoder.
     *
     * @param encoding one that is not compressed
     * @param signedBytes whether integers of 8 bits have a sign, as they have in AIFF and have not in WAV
     */
    static SampleDecoder of(SampleEncoding encoding, int bits, boolean signedBytes) {
        return switch (encoding) {
            case PCM -> pcm(bits, signedBytes);
            case FLOAT -> bits == 32 ? ByteBuffer::getFloat : ByteBuffer::getDouble;
            case A_LAW -> bytes -> aLaw(bytes.get() & 0xFF) / 32_768.0;
            case MU_LAW -> bytes -> muLaw(bytes.get() & 0xFF) / 32_768.0;
            case FLAC, MPEG_AUDIO, VORBIS, OPUS, AAC, OTHER -> throw new IllegalArgumentException(encoding.name());
        };
    }

    private static SampleDecoder pcm(int bits, boolean signedBytes) {
        return switch (bits) {
            case 8 -> signedBytes ? bytes -> bytes.get() / 128.0 : bytes -> ((bytes.get() & 0xFF) - 128) / 128.0;
            case 16 -> new SixteenBits();
            case 24 -> bytes -> threeBytes(bytes) / 8_388_608.0;
            default -> bytes -> bytes.getInt() / 2_147_483_648.0;
        };
    }

    /** By far the most frequent: its loop is its own, so that the compiler sees through it. */
    final class SixteenBits implements SampleDecoder {

        @Override
        public double next(ByteBuffer bytes) {
            return bytes.getShort() / 32_768.0;
        }

        @Override
        public void fill(ByteBuffer bytes, double[] values, int count) {
            int at = bytes.position();
            for (int i = 0; i < count; i++) {
                values[i] = bytes.getShort(at + 2 * i) / 32_768.0;
            }
            bytes.position(at + 2 * count);
        }
    }

    private static int threeBytes(ByteBuffer bytes) {
        int first = bytes.get();
        int middle = bytes.get() & 0xFF;
        int last = bytes.get();
        return bytes.order() == ByteOrder.LITTLE_ENDIAN
                ? (last << 16) | (middle << 8) | (first & 0xFF)
                : (first << 16) | (middle << 8) | (last & 0xFF);
    }

    /** ITU-T G.711 (11/88), table 1, on the scale of 16 bits: the ends of the range are -32 256 and 32 256. */
    private static int aLaw(int code) {
        int bits = code ^ 0x55;
        int exponent = (bits >> 4) & 7;
        int step = (bits & 15) << 4;
        int magnitude = exponent == 0 ? step + 8 : (step + 0x108) << (exponent - 1);
        return (bits & 0x80) == 0 ? -magnitude : magnitude;
    }

    /** ITU-T G.711 (11/88), table 2, on the scale of 16 bits: the ends of the range are -32 124 and 32 124. */
    private static int muLaw(int code) {
        int bits = ~code;
        int exponent = (bits >> 4) & 7;
        int magnitude = ((((bits & 15) << 3) + 0x84) << exponent) - 0x84;
        return (bits & 0x80) == 0 ? magnitude : -magnitude;
    }
}
