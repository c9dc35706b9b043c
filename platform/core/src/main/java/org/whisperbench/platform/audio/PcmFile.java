package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * The samples of a canonical file, read at any place by any thread.
 *
 * <p>Interrupting a thread inside a channel closes the channel for all; whoever comes next opens it again.
 */
final class PcmFile implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 16;

    private final Path path;
    private final long dataOffset;
    private final long sampleCount;
    private @Nullable FileChannel channel;
    private boolean closed;

    PcmFile(Path path, long dataOffset, long sampleCount) {
        this.path = path;
        this.dataOffset = dataOffset;
        this.sampleCount = sampleCount;
    }

    Path path() {
        return path;
    }

    long sampleCount() {
        return sampleCount;
    }

    int read(long fromSample, float[] into) {
        if (fromSample < 0) {
            throw new IndexOutOfBoundsException("sample " + fromSample + " is before the first");
        }
        int count = (int) Math.max(0, Math.min(into.length, sampleCount - fromSample));
        ByteBuffer block = ByteBuffer.allocate(Math.min(2 * Math.min(count, BLOCK_BYTES), BLOCK_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        int done = 0;
        while (done < count) {
            block.clear().limit(Math.min(block.capacity(), 2 * (count - done)));
            fill(block, dataOffset + 2 * (fromSample + done));
            while (block.hasRemaining()) {
                into[done] = block.getShort() / 32_768f;
                done++;
            }
        }
        return count;
    }

    private void fill(ByteBuffer block, long position) {
        while (block.hasRemaining()) {
            try {
                if (open().read(block, position + block.position()) < 0) {
                    throw Refusal.failed(path, "became shorter while in use", "decode it again");
                }
            } catch (ClosedByInterruptException e) {
                throw new WhisperException(
                        ErrorKind.EXTERNAL, "reading audio file '" + path + "' was interrupted; try again", e);
            } catch (ClosedChannelException e) {
                // Another thread was interrupted inside the channel: open() gives a new one, or says that we are
                // closed.
            } catch (IOException e) {
                throw Refusal.unreadable(path, e);
            }
        }
        block.flip();
    }

    private synchronized FileChannel open() throws IOException {
        if (closed) {
            throw new IllegalStateException("audio file '" + path + "' is closed");
        }
        FileChannel current = channel;
        if (current == null || !current.isOpen()) {
            current = FileChannel.open(path, StandardOpenOption.READ);
            channel = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        }
    }
}
