package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * The content of a format chunk.
 *
 * <p>Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0" (1991), and Microsoft,
 * "Multiple Channel Audio Data and WAVE Files" (WAVEFORMATEXTENSIBLE).
 *
 * @param bits of a stored sample: a multiple of 8, the sample in its upper bits
 * @param plain whether the chunk is of the first, not the extensible kind, which some readers do not know
 */
record WavFormat(SampleEncoding encoding, int bits, int channels, int sampleRateHz, boolean plain) {

    static final int MIN_BYTES = 16;
    static final int MAX_BYTES = 40;

    private static final int EXTENSIBLE = 0xFFFE;
    private static final byte[] GUID_END = HexFormat.of().parseHex("800000aa00389b71");
    private static final Map<Integer, String> REFUSED = Map.of(
            0x02, "Microsoft ADPCM",
            0x11, "IMA ADPCM",
            0x31, "GSM 6.10",
            0x50, "MPEG",
            0x55, "MP3",
            0xFF, "AAC");

    int frameBytes() {
        return channels * bits / 8;
    }

    /**
     * Reads a chunk.
     *
     * @param chunk at most its first 40 bytes, in the container's byte order
     * @throws ForeignFormatException if the samples are compressed or of a width that only another program might know
     */
    static WavFormat of(ByteBuffer chunk, SourceFile source) throws ForeignFormatException {
        if (chunk.remaining() < MIN_BYTES) {
            throw source.refused("has a format chunk of " + chunk.remaining() + " bytes instead of at least 16");
        }
        int tag = chunk.getShort(0) & 0xFFFF;
        int channels = chunk.getShort(2) & 0xFFFF;
        long rate = chunk.getInt(4) & 0xFFFF_FFFFL;
        int blockBytes = chunk.getShort(12) & 0xFFFF;
        int bits = chunk.getShort(14) & 0xFFFF;
        SampleEncoding encoding = encoding(tag == EXTENSIBLE ? subformat(chunk, source) : tag);
        if (channels < 1) {
            throw source.refused("has no channel");
        }
        SoundFormat.requireRate((double) rate, source);
        if (!isRead(encoding, bits)) {
            throw new ForeignFormatException("is a WAV file with " + encoding + " samples of " + bits + " bits");
        }
        int stored = isPadded(chunk) ? Integer.SIZE : storedBits(encoding, bits);
        if (blockBytes != channels * stored / 8 && blockBytes != 0) {
            throw new ForeignFormatException("is a WAV file that says that " + channels + " samples of " + bits
                    + " bits are " + blockBytes + " bytes");
        }
        return new WavFormat(encoding, stored, channels, (int) rate, tag != EXTENSIBLE);
    }

    /** The laws of G.711 store 8 bits, though some programs say the 16 that they stand for. */
    private static int storedBits(SampleEncoding encoding, int bits) {
        return encoding == SampleEncoding.A_LAW || encoding == SampleEncoding.MU_LAW ? Byte.SIZE : (bits + 7) / 8 * 8;
    }

    /**
     * Whether samples of 24 bits take four bytes each, in a format that has no place to say where in these they are. Some programs
     * write numbers in floating point so.
     */
    static boolean isPadded(ByteBuffer chunk) {
        return chunk.remaining() >= MIN_BYTES
                && chunk.getShort(0) == 1
                && chunk.getShort(14) == 24
                && (chunk.getShort(12) & 0xFFFF) == 4 * (chunk.getShort(2) & 0xFFFF);
    }

    /** The GUID of an extensible format is the tag followed by a fixed rest. */
    private static int subformat(ByteBuffer chunk, SourceFile source) throws ForeignFormatException {
        if (chunk.remaining() < MAX_BYTES) {
            throw source.refused("has an extensible format of " + chunk.remaining() + " bytes instead of 40");
        }
        byte[] end = new byte[GUID_END.length];
        chunk.get(32, end);
        boolean known = chunk.getShort(28) == 0 && chunk.getShort(30) == 0x10 && Arrays.equals(end, GUID_END);
        int tag = chunk.getInt(24);
        if (!known || tag < 0 || tag > 0xFFFF) {
            throw new ForeignFormatException("is a WAV file with samples in a format of its own");
        }
        return tag;
    }

    private static SampleEncoding encoding(int tag) throws ForeignFormatException {
        return switch (tag) {
            case 1 -> SampleEncoding.PCM;
            case 3 -> SampleEncoding.FLOAT;
            case 6 -> SampleEncoding.A_LAW;
            case 7 -> SampleEncoding.MU_LAW;
            default ->
                throw new ForeignFormatException("is a WAV file with %s samples (format 0x%04x)"
                        .formatted(REFUSED.getOrDefault(tag, "unknown"), tag));
        };
    }

    /** PCM of other widths than whole bytes fills the upper bits of whole bytes, so it is read as if it were wider. */
    private static boolean isRead(SampleEncoding encoding, int bits) {
        return switch (encoding) {
            case PCM -> bits >= 1 && bits <= 32;
            case FLOAT -> bits == 32 || bits == 64;
            case A_LAW, MU_LAW -> bits == 8 || bits == 16;
            case FLAC, MPEG_AUDIO, VORBIS, OPUS, AAC, OTHER -> false;
        };
    }
}
