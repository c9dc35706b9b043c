package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks at any place of a file whether frames of MPEG audio are there. A frame's head is too short to be sure of one,
 * so a place is known by three of them, each where the one before ends.
 */
final class MpegSearch {

    /** Where nothing was found. */
    static final long NOWHERE = -1;

    private static final int WINDOW_BYTES = 1 << 16;
    /** More than three frames, so that who looked ahead can go back. */
    private static final int BEHIND_BYTES = 4 * MpegFrame.MOST_BYTES;

    private static final int SURE = 3;
    private static final int XING = 0x5869_6E67;
    private static final int INFO = 0x496E_666F;
    private static final int VBRI = 0x5642_5249;
    private static final int FRAUNHOFER_OFFSET = MpegFrame.HEAD_BYTES + 32;

    private final SourceFile source;
    private final ByteBuffer window =
            ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.BIG_ENDIAN).limit(0);
    private long begin;
    private long searchedFrom = Long.MAX_VALUE;
    private long found = NOWHERE;

    MpegSearch(SourceFile source) {
        this.source = source;
    }

    /** What is there, which need not be valid; behind the end it is not. */
    MpegFrame frame(long at) throws InterruptedException {
        return new MpegFrame(word(at));
    }

    /** Whether a tag begins here that any program may have written. */
    boolean isTag(long at) throws InterruptedException {
        int word = word(at);
        return word >>> 8 == 0x54_4147 || word >>> 8 == 0x49_4433 || word == 0x4150_4554;
    }

    /** Whether the frame here is no sound but the tag of an encoder, which is the first of a file. */
    boolean isFirst(long at) throws InterruptedException {
        MpegFrame frame = frame(at);
        if (frame.layer() != 3) {
            return false;
        }
        int tag = word(at + frame.tagOffset());
        return tag == XING || tag == INFO || word(at + FRAUNHOFER_OFFSET) == VBRI;
    }

    /** The first place from here on where frames are, or {@link #NOWHERE}. */
    long next(long from) throws InterruptedException {
        if (searchedFrom <= from && (found == NOWHERE || from <= found)) {
            return found;
        }
        searchedFrom = from;
        found = NOWHERE;
        for (long at = from; found == NOWHERE && at + MpegFrame.HEAD_BYTES <= source.sizeBytes(); at++) {
            if ((at & (WINDOW_BYTES - 1)) == 0) {
                Interruption.check();
            }
            if (begins(at)) {
                found = at;
            }
        }
        return found;
    }

    /** Whether several frames of one stream are here; the end of the file or a tag may come before the last. */
    boolean begins(long at) throws InterruptedException {
        MpegFrame first = frame(at);
        if (!first.isValid() || first.bytes() == 0) {
            return false;
        }
        long next = at + first.bytes();
        for (int i = 1; i < SURE; i++) {
            if (next == source.sizeBytes() || isTag(next)) {
                return true;
            }
            MpegFrame frame = frame(next);
            if (!first.isFollowedBy(frame) || frame.bytes() == 0) {
                return false;
            }
            next += frame.bytes();
        }
        return true;
    }

    private int word(long at) throws InterruptedException {
        if (at + Integer.BYTES > source.sizeBytes()) {
            return 0;
        }
        if (at < begin || at + Integer.BYTES > begin + window.limit()) {
            begin = Math.max(0, at - BEHIND_BYTES);
            source.read(window, begin);
        }
        return at + Integer.BYTES > begin + window.limit() ? 0 : window.getInt((int) (at - begin));
    }
}
