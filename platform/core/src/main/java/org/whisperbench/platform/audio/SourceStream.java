package org.whisperbench.platform.audio;

import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/**
 * A file's bytes, for libraries that read streams. A thread that is interrupted gets an exception and keeps its flag,
 * since a library may swallow the exception.
 */
final class SourceStream extends InputStream {

    private final SourceFile source;
    private final long end;
    private final ByteBuffer block = ByteBuffer.allocate(1 << 15).limit(0);
    private long position;

    SourceStream(SourceFile source, long from) {
        this(source, from, Long.MAX_VALUE);
    }

    /** Ends at a place of the file, or at its own end if that comes first. */
    SourceStream(SourceFile source, long from, long to) {
        this.source = source;
        this.position = from;
        this.end = Math.min(source.sizeBytes(), to);
    }

    @Override
    public int read() throws InterruptedIOException {
        return fill() ? block.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws InterruptedIOException {
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

    @Override
    public int available() {
        return block.remaining();
    }

    /** Whether everything was read. */
    boolean isAtEnd() {
        return !block.hasRemaining() && position >= end;
    }

    /** Where in the file the next byte is. */
    long position() {
        return position - block.remaining();
    }

    private boolean fill() throws InterruptedIOException {
        if (block.hasRemaining()) {
            return true;
        }
        try {
            source.read(block, position);
            block.limit((int) Math.max(0, Math.min(block.limit(), end - position)));
        } catch (InterruptedException e) {
            throw Interruption.whileReading(e);
        }
        position += block.remaining();
        return block.hasRemaining();
    }
}
