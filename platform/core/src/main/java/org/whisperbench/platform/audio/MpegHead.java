package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.audio.BlockDecoder.Span;

/**
 * The first frame of an MPEG audio file: its rate and channels, and, where it is not sound but the tag of an encoder,
 * how much of what follows is the encoder's own delay.
 *
 * <p>Source: ISO/IEC 11172-3, section 2.4.1.3, and 13818-3 for the header; the Info tag of LAME, whose decoder delay of
 * 529 samples is that of every layer III decoder. Fraunhofer's tag VBRI is always 32 bytes behind the header; nothing of it is
 * used, and what follows is decoded to the end, also of files that were joined.
 *
 * @param start where the first frame begins in the file
 * @param end where what the tag tells of ends; {@link Long#MAX_VALUE} where it tells nothing
 * @param tagged whether the first frame is a tag and no sound
 */
record MpegHead(long start, long end, int sampleRateHz, int channels, boolean tagged, Span span) {

    private static final int SEARCHED_BYTES = 1 << 16;
    private static final int DECODER_DELAY = 529;
    private static final int FRAMES_COUNTED = 1;
    private static final int BYTES_COUNTED = 2;
    private static final int SEEK_TABLE = 4;
    private static final int QUALITY = 8;
    private static final int FRAUNHOFER_OFFSET = MpegFrame.HEAD_BYTES + 32;
    private static final long UNKNOWN_END = -1;

    /**
     * Finds the first frame: one that another follows where it ends, else whatever looks like one.
     *
     * @param from where to look: behind the tags at the beginning
     * @throws ForeignFormatException if there is none in the first 64 KiB
     */
    static MpegHead find(SourceFile source, long from) throws ForeignFormatException, InterruptedException {
        MpegHead sure = search(source, from, true);
        MpegHead found = sure == null ? search(source, from, false) : sure;
        if (found == null) {
            throw new ForeignFormatException("is an MP3 file without a frame of sound in its first 64 KiB");
        }
        return found;
    }

    /** The head of which the first frame is known, such as that of a file that was joined to another. */
    static MpegHead at(SourceFile source, long start) throws InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(MpegFrame.MOST_BYTES).order(ByteOrder.BIG_ENDIAN);
        source.read(bytes, start);
        return of(source, bytes, new MpegFrame(bytes.getInt(0)), start);
    }

    private static @Nullable MpegHead search(SourceFile source, long from, boolean followed)
            throws InterruptedException {
        ByteBuffer bytes =
                ByteBuffer.allocate(SEARCHED_BYTES + MpegFrame.MOST_BYTES).order(ByteOrder.BIG_ENDIAN);
        source.read(bytes, from);
        for (int at = 0; at < SEARCHED_BYTES && at + MpegFrame.HEAD_BYTES <= bytes.limit(); at++) {
            MpegFrame frame = new MpegFrame(bytes.getInt(at));
            if (frame.isValid() && (!followed || isFollowed(frame, bytes, at))) {
                return of(source, bytes.position(at).slice(), frame, from + at);
            }
        }
        return null;
    }

    /** Whether another frame is where this one ends, or the end of the file or its tag. */
    private static boolean isFollowed(MpegFrame frame, ByteBuffer bytes, int at) {
        int next = at + frame.bytes();
        if (next == at || next > bytes.limit()) {
            return false;
        }
        if (next + MpegFrame.HEAD_BYTES > bytes.limit()) {
            return true;
        }
        return frame.isFollowedBy(new MpegFrame(bytes.getInt(next)))
                || letters(bytes, next).startsWith("TAG");
    }

    private static MpegHead of(SourceFile source, ByteBuffer bytes, MpegFrame frame, long start)
            throws InterruptedException {
        int tag = frame.tagOffset();
        boolean counts = frame.layer() == 3 && letters(bytes, tag).matches("Xing|Info");
        Span span = counts ? span(bytes, tag, frame.isVersionOne() ? 1152 : 576) : Span.WHOLE;
        long end = span.equals(Span.WHOLE) ? UNKNOWN_END : end(source, bytes, frame, start);
        // Where the frames of a tag end is not known: better all of it with the encoder's delay than a part.
        boolean isKnown = end != UNKNOWN_END;
        return new MpegHead(
                start,
                isKnown ? end : Long.MAX_VALUE,
                frame.sampleRateHz(),
                frame.isMono() ? 1 : 2,
                counts || isOfFraunhofer(bytes, frame),
                isKnown ? span : Span.WHOLE);
    }

    private static boolean isOfFraunhofer(ByteBuffer bytes, MpegFrame frame) {
        return frame.layer() == 3 && letters(bytes, FRAUNHOFER_OFFSET).equals("VBRI");
    }

    /** Where what a tag tells of ends, by its count of bytes or else of frames. */
    private static long end(SourceFile source, ByteBuffer bytes, MpegFrame frame, long start)
            throws InterruptedException {
        int tag = frame.tagOffset();
        long counted = countedBytes(bytes, tag);
        return counted > 0
                ? start + Math.max(frame.bytes(), counted)
                : endOfFrames(source, frame, start, bytes.getInt(tag + 8) & 0xFFFF_FFFFL);
    }

    /** The tag's count of bytes begins with its own frame; 0 if it has none. */
    private static long countedBytes(ByteBuffer bytes, int tag) {
        int flags = bytes.getInt(tag + 4);
        int at = tag + 8 + ((flags & FRAMES_COUNTED) != 0 ? 4 : 0);
        return (flags & BYTES_COUNTED) != 0 ? bytes.getInt(at) & 0xFFFF_FFFFL : 0;
    }

    /** Goes from frame to frame, as many as the tag counts; the file may end before. */
    private static long endOfFrames(SourceFile source, MpegFrame tag, long start, long count)
            throws InterruptedException {
        MpegSearch search = new MpegSearch(source);
        long at = start + tag.bytes();
        for (long i = 0; i < count; i++) {
            if (at + MpegFrame.HEAD_BYTES > source.sizeBytes()) {
                return Long.MAX_VALUE;
            }
            MpegFrame frame = search.frame(at);
            if (!tag.isFollowedBy(frame) || frame.bytes() == 0) {
                return UNKNOWN_END;
            }
            if (search.isFirst(at)) {
                return at; // the next file begins before this one had all that it told of
            }
            at += frame.bytes();
        }
        return at;
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
        int padding = both & 0xFFF;
        long keep = frames * samplesPerFrame - (both >> 12) - padding;
        return keep > 0 ? new Span(skip, keep, 2L * samplesPerFrame, 0, padding) : Span.WHOLE;
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
