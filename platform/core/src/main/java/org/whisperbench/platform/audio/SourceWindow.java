package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Four bytes of any place of a file, big-endian, without a read for each of many places beside each other. */
final class SourceWindow {

    private static final int BYTES = 1 << 16;
    /** More than a few frames of any kind, so that who looked ahead can go back. */
    private static final int BEHIND_BYTES = 1 << 14;

    private final SourceFile source;
    private final ByteBuffer window =
            ByteBuffer.allocate(BYTES).order(ByteOrder.BIG_ENDIAN).limit(0);
    private long begin;

    SourceWindow(SourceFile source) {
        this.source = source;
    }

    /** Returns 0 where the file has no four bytes more. */
    int word(long at) throws InterruptedException {
        if (at + Integer.BYTES > source.sizeBytes()) {
            return 0;
        }
        if (at < begin || at + Integer.BYTES > begin + window.limit()) {
            begin = Math.max(0, at - BEHIND_BYTES);
            source.read(window, begin);
        }
        return at + Integer.BYTES > begin + window.limit() ? 0 : window.getInt((int) (at - begin));
    }

    /** Whether a tag begins here that any program may have written. */
    boolean isTag(long at) throws InterruptedException {
        int word = word(at);
        return word >>> 8 == 0x54_4147 || word >>> 8 == 0x49_4433 || word == 0x4150_4554;
    }
}
