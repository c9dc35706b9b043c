package org.whisperbench.platform.audio;

/**
 * Looks at any place of a file whether frames of MPEG audio are there. A frame's head is too short to be sure of one,
 * so a place is known by three of them, each where the one before ends.
 */
final class MpegSearch {

    /** Where nothing was found. */
    static final long NOWHERE = -1;

    private static final int CHECKED_BYTES = 1 << 16;
    private static final int SURE = 3;
    private static final int XING = 0x5869_6E67;
    private static final int INFO = 0x496E_666F;
    private static final int VBRI = 0x5642_5249;
    private static final int FRAUNHOFER_OFFSET = MpegFrame.HEAD_BYTES + 32;

    private final SourceFile source;
    private final SourceWindow window;
    private long searchedFrom = Long.MAX_VALUE;
    private long found = NOWHERE;

    MpegSearch(SourceFile source) {
        this.source = source;
        window = new SourceWindow(source);
    }

    /** What is there, which need not be valid; behind the end it is not. */
    MpegFrame frame(long at) throws InterruptedException {
        return new MpegFrame(window.word(at));
    }

    /** Whether a tag begins here that any program may have written. */
    boolean isTag(long at) throws InterruptedException {
        return window.isTag(at);
    }

    /** Whether the frame here is no sound but the tag of an encoder, which is the first of a file. */
    boolean isFirst(long at) throws InterruptedException {
        MpegFrame frame = frame(at);
        if (frame.layer() != 3) {
            return false;
        }
        int tag = window.word(at + frame.tagOffset());
        return tag == XING || tag == INFO || window.word(at + FRAUNHOFER_OFFSET) == VBRI;
    }

    /** The first place from here on where frames are, or {@link #NOWHERE}. */
    long next(long from) throws InterruptedException {
        if (searchedFrom <= from && (found == NOWHERE || from <= found)) {
            return found;
        }
        searchedFrom = from;
        found = NOWHERE;
        for (long at = from; found == NOWHERE && at + MpegFrame.HEAD_BYTES <= source.sizeBytes(); at++) {
            if ((at & (CHECKED_BYTES - 1)) == 0) {
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
}
