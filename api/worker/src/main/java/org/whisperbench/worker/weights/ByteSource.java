package org.whisperbench.worker.weights;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerException;

/**
 * Reads a file from its beginning, little-endian, and knows where it is. What is not there is a damaged file. An interrupt
 * does not disturb it, as it would a channel: whoever is interrupted notices afterwards.
 */
final class ByteSource implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 16;

    private final Path file;
    private final RandomAccessFile content;
    private final long size;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long position;

    private ByteSource(Path file, RandomAccessFile content) throws IOException {
        this.file = file;
        this.content = content;
        this.size = content.length();
        block.limit(0);
    }

    static ByteSource open(Path file) {
        try {
            return new ByteSource(file, new RandomAccessFile(file.toString(), "r"));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    long position() {
        return position;
    }

    long remaining() {
        return size - position;
    }

    int int8() {
        need(1);
        position++;
        return block.get() & 0xFF;
    }

    int int16() {
        need(Short.BYTES);
        position += Short.BYTES;
        return block.getShort() & 0xFFFF;
    }

    int int32() {
        need(Integer.BYTES);
        position += Integer.BYTES;
        return block.getInt();
    }

    long int64() {
        need(Long.BYTES);
        position += Long.BYTES;
        return block.getLong();
    }

    /** Reads a number that counts something. */
    int count(String what, int most) {
        int value = int32();
        if (value < 0 || value > most) {
            throw damaged("it says %d %s at byte %d".formatted(value, what, position - Integer.BYTES));
        }
        return value;
    }

    String text(int bytes) {
        byte[] content = new byte[bytes];
        int done = 0;
        while (done < bytes) {
            need(1);
            int part = Math.min(block.remaining(), bytes - done);
            block.get(content, done, part);
            done += part;
            position += part;
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Goes on behind the data of something. */
    void skip(long bytes, String of) {
        if (bytes < 0 || bytes > remaining()) {
            throw damaged("it ends inside of %s: %d bytes of %d are there".formatted(of, remaining(), bytes));
        }
        position += bytes;
        if (bytes <= block.remaining()) {
            block.position(block.position() + (int) bytes);
        } else {
            block.limit(0);
        }
    }

    private void need(int bytes) {
        if (block.remaining() >= bytes) {
            return;
        }
        if (remaining() < bytes) {
            throw damaged("it ends after %d bytes, inside of its own table".formatted(size));
        }
        try {
            int length = (int) Math.min(BLOCK_BYTES, remaining());
            content.seek(position);
            content.readFully(block.array(), 0, length);
            block.clear().limit(length);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    WorkerException damaged(String what) {
        return damaged(file, what);
    }

    static WorkerException damaged(Path file, String what) {
        return new WorkerException(
                WorkerErrorKind.MODEL_CORRUPT,
                "model file '" + file + "' is damaged: " + what + "; download or copy the model again");
    }

    static WorkerException unreadable(Path file, IOException failure) {
        boolean missing = !Files.exists(file);
        return new WorkerException(
                missing ? WorkerErrorKind.MODEL_INCOMPLETE : WorkerErrorKind.MODEL_CORRUPT,
                "model file '" + file + "' "
                        + (missing ? "is missing" : "cannot be read: " + failure.getMessage())
                        + "; download or copy the model again");
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
