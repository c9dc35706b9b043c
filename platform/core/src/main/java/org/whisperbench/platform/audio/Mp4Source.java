package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import net.sourceforge.jaad.mp4.MP4InputStream;

/**
 * A file as JAAD wants it, with a thread's interruption kept like in {@link SourceStream}. What is behind the last box,
 * such as zeros or a tag, is not part of it.
 *
 * <p>Source: ISO/IEC 14496-12, section 4.2.
 */
final class Mp4Source extends MP4InputStream {

    private static final int HEAD_BYTES = 8;
    private static final int LONG_HEAD_BYTES = 16;

    private final SourceFile source;
    private final long end;
    private final ByteBuffer block = ByteBuffer.allocate(1 << 15).limit(0);
    /** Where in the file the block ends. */
    private long position;

    Mp4Source(SourceFile source) throws InterruptedException {
        this.source = source;
        end = endOfBoxes(source);
    }

    /** A box that reaches beyond the file ends with it. */
    private static long endOfBoxes(SourceFile source) throws InterruptedException {
        ByteBuffer head = ByteBuffer.allocate(LONG_HEAD_BYTES);
        long at = 0;
        while (at < source.sizeBytes()) {
            source.read(head, at);
            long bytes = boxBytes(head, source.sizeBytes() - at);
            if (bytes == 0) {
                return at;
            }
            at += Math.min(bytes, source.sizeBytes() - at);
        }
        return at;
    }

    /** Returns 0 if there is no box. */
    private static long boxBytes(ByteBuffer head, long left) {
        if (head.limit() < HEAD_BYTES) {
            return 0;
        }
        for (int i = Integer.BYTES; i < HEAD_BYTES; i++) {
            if (head.get(i) < ' ') {
                return 0;
            }
        }
        long bytes = head.getInt(0) & 0xFFFF_FFFFL;
        if (bytes == 1 && head.limit() == LONG_HEAD_BYTES) {
            bytes = head.getLong(HEAD_BYTES);
            return bytes < LONG_HEAD_BYTES ? 0 : bytes;
        }
        return bytes == 0 ? left : bytes < HEAD_BYTES ? 0 : bytes;
    }

    @Override
    public int read() throws IOException {
        return fill() ? block.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, block.remaining());
        block.get(into, offset, count);
        return count;
    }

    /** JAAD asks until all is skipped, so there is something to skip behind the end too; reading there tells the truth. */
    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.max(0, count);
        seek(Math.min(Long.MAX_VALUE / 2 - getOffset(), skipped) + getOffset());
        return skipped;
    }

    /** JAAD skips by 32 bits of what is left, for ever where those are none. */
    @Override
    public void skipBytes(long count) throws IOException {
        skip(count);
    }

    @Override
    public int available() {
        return block.remaining();
    }

    @Override
    public long getOffset() {
        return position - block.remaining();
    }

    @Override
    public void seek(long to) throws IOException {
        if (to < 0) {
            throw new IOException("a place before the file's beginning");
        }
        long begin = position - block.limit();
        if (to >= begin && to <= position) {
            block.position((int) (to - begin));
        } else {
            block.limit(0);
            position = to;
        }
    }

    @Override
    public boolean seekSupported() {
        return true;
    }

    @Override
    public boolean hasLeft() {
        return getOffset() < end;
    }

    @Override
    public void close() {
        // Whoever opened the file closes it.
    }

    private boolean fill() throws InterruptedIOException {
        if (block.hasRemaining()) {
            return true;
        }
        try {
            source.read(block, position);
        } catch (InterruptedException e) {
            throw Interruption.whileReading(e);
        }
        position += block.remaining();
        return block.hasRemaining();
    }
}
