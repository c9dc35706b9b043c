package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pipe's bytes through a thread of their own, since a thread that reads a pipe can be neither interrupted nor told to
 * give up. Whoever is interrupted here keeps the flag and gets an {@link InterruptedIOException}; so does, without the
 * flag, whoever waited in vain.
 */
final class StalledBytes extends InputStream {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS_AHEAD = 16;

    private final BlockingQueue<Object> blocks = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
    private final Duration patience;
    private final Thread reader;
    private byte[] block = {};
    private int taken;
    private boolean ended;

    /**
     * Starts to read.
     *
     * @param patience how long to wait for each block; zero means for ever
     */
    StalledBytes(Opening opening, Duration patience) {
        this.patience = patience;
        reader = new Thread(() -> pump(opening), "whisperbench-pipe");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens a pipe in the thread that reads it, since that may wait for somebody who writes. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    @Override
    public int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        taken++;
        return block[taken - 1] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, block.length - taken);
        System.arraycopy(block, taken, into, offset, count);
        taken += count;
        return count;
    }

    /** Lets the thread go; it ends with the pipe or with its next block. */
    @Override
    public void close() {
        reader.interrupt();
    }

    private boolean fill() throws IOException {
        if (taken < block.length) {
            return true;
        }
        if (ended) {
            return false;
        }
        Object next = await();
        if (next instanceof IOException broken) {
            throw broken;
        }
        block = (byte[]) next;
        taken = 0;
        ended = block.length == 0;
        return !ended;
    }

    private Object await() throws InterruptedIOException {
        try {
            @Nullable
            Object next = patience.isZero() ? blocks.take() : blocks.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new InterruptedIOException("nothing came for " + patience.toSeconds() + " seconds");
            }
            return next;
        } catch (InterruptedException e) {
            throw Interruption.whileReading(e);
        }
    }

    private void pump(Opening opening) {
        try {
            try (InputStream pipe = opening.open()) {
                byte[] bytes = new byte[BLOCK_BYTES];
                for (int count = pipe.read(bytes); count >= 0; count = pipe.read(bytes)) {
                    if (count > 0) {
                        blocks.put(java.util.Arrays.copyOf(bytes, count));
                    }
                }
                blocks.put(new byte[0]);
            } catch (IOException e) {
                blocks.put(e);
            }
        } catch (InterruptedException e) {
            // Nobody waits for what is left.
            Thread.currentThread().interrupt();
        }
    }
}
