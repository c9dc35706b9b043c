package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.whisperbench.platform.audio.BlockDecoder.Span;

/**
 * The first frame of an MPEG audio file: its rate and channels, and, where it is not sound but the tag of an encoder,
 * how much of what follows is the encoder's own delay.
 *
 * <p>Source: ISO/IEC 11172-3, section 2.4.1.3, and 13818-3 for the header; the Info tag of LAME, whose decoder delay of
 * 529 samples is that of every layer III decoder.
 *
 * @param start where the first frame begins in the file
 * @param tagged whether the first frame is a tag and no sound
 */
record MpegHead(long start, int sampleRateHz, int channels, boolean tagged, Span span) {

    private static final int[] RATES = {44_100, 48_000, 32_000};
    private static final int DECODER_DELAY = 529;
    private static final int FRAMES_COUNTED = 1;
    private static final int BYTES_COUNTED = 2;
    private static final int SEEK_TABLE = 4;
    private static final int QUALITY = 8;

    /**
     * Finds the first frame.
     *
     * @param from where to look: behind the tags at the beginning
     * @throws ForeignFormatException if there is none in the first 64 KiB
     */
    static MpegHead find(SourceFile source, long from) throws ForeignFormatException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.BIG_ENDIAN);
        source.read(bytes, from);
        for (int at = 0; at + 4 <= bytes.limit(); at++) {
            int word = bytes.getInt(at);
            if (isHeader(word)) {
                return of(bytes.position(at).slice(), word, from + at);
            }
        }
        throw new ForeignFormatException("is an MP3 file without a frame of sound in its first 64 KiB");
    }

    /** Eleven set bits, and no number that is reserved: version 1, layer 0, bit rate 15, rate 3. */
    private static boolean isHeader(int word) {
        int layer = word >> 17 & 3;
        int bitRate = word >> 12 & 15;
        return word >>> 21 == 0x7FF && (word >> 19 & 3) != 1 && layer != 0 && bitRate != 15 && (word >> 10 & 3) != 3;
    }

    private static MpegHead of(ByteBuffer frame, int word, long start) {
        int version = word >> 19 & 3;
        boolean mono = isMono(word);
        int rate = RATES[word >> 10 & 3] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int tag = tagOffset(word);
        boolean layerThree = (word >> 17 & 3) == 1;
        boolean tagged = layerThree && letters(frame, tag).matches("Xing|Info");
        Span span = tagged ? span(frame, tag, version == 3 ? 1152 : 576) : Span.WHOLE;
        return new MpegHead(start, rate, mono ? 1 : 2, tagged, span);
    }

    private static boolean isMono(int word) {
        return (word >> 6 & 3) == 3;
    }

    /** Behind the header, its checksum and the side information, whose size depends on version and channels. */
    private static int tagOffset(int word) {
        boolean first = (word >> 19 & 3) == 3;
        boolean checksum = (word >> 16 & 1) == 0;
        int side = first ? (isMono(word) ? 17 : 32) : isMono(word) ? 9 : 17;
        return 4 + (checksum ? 2 : 0) + side;
    }

    private static Span span(ByteBuffer frame, int tag, int samplesPerFrame) {
        if (frame.limit() < tag + 160) {
            return Span.WHOLE;
        }
        int flags = frame.getInt(tag + 4);
        long frames = (flags & FRAMES_COUNTED) != 0 ? frame.getInt(tag + 8) & 0xFFFF_FFFFL : 0;
        int encoder = tag + 8 + 4 * Integer.bitCount(flags & (FRAMES_COUNTED | BYTES_COUNTED | QUALITY));
        encoder += (flags & SEEK_TABLE) != 0 ? 100 : 0;
        boolean delays = letters(frame, encoder).matches("LAME|Lavf|Lavc");
        if (frames == 0 || !delays || frame.limit() < encoder + 24) {
            return Span.WHOLE;
        }
        int both = frame.getInt(encoder + 20) & 0xFFFFFF;
        int skip = (both >> 12) + DECODER_DELAY;
        long keep = frames * samplesPerFrame - (both >> 12) - (both & 0xFFF);
        return keep > 0 ? new Span(skip, keep, 2L * samplesPerFrame) : Span.WHOLE;
    }

    private static String letters(ByteBuffer bytes, int at) {
        if (bytes.limit() < at + 4) {
            return "";
        }
        byte[] letters = new byte[4];
        bytes.get(at, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
