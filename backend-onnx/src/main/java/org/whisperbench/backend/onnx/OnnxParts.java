package org.whisperbench.backend.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of protocol buffers whose large parts stay on disk: it is split into the fields of one message, and those are read or
 * copied one by one. It goes on where the thread is interrupted, unlike an interruptible channel.
 *
 * <p>One thread uses an instance.
 */
final class OnnxParts implements AutoCloseable {

    /** A tag and a length, ten bytes each at most. */
    private static final int HEAD_BYTES = 20;

    private static final int BLOCK_BYTES = 1 << 16;
    /** Real graphs have some thousands of operators and weights. */
    private static final int MOST_PARTS = 1 << 17;
    /** What is read at once; weights never are. */
    private static final int LARGEST_READ = 1 << 20;

    private final RandomAccessFile file;

    /**
     * One field of a message.
     *
     * @param number its number in the schema
     * @param start where its tag is
     * @param content where its content begins
     * @param end behind its last byte
     * @param value its number, if it is one; else the length of its content
     */
    record Part(int number, long start, long content, long end, long value) {

        /** Returns how many bytes it has with its head. */
        long bytes() {
            return end - start;
        }
    }

    /**
     * Opens a file.
     *
     * @param path the file
     * @throws IOException if it cannot be read
     */
    OnnxParts(Path path) throws IOException {
        file = new RandomAccessFile(path.toString(), "r");
    }

    /** Splits the whole file. */
    List<Part> all() throws IOException {
        return split(0, file.length());
    }

    /** Splits what is within a part. */
    List<Part> within(Part part) throws IOException {
        return split(part.content(), part.end());
    }

    /** Only fields with a length, and numbers, are in a model, a graph, and a tensor's outermost fields. */
    private List<Part> split(long from, long end) throws IOException {
        List<Part> parts = new ArrayList<>();
        long at = from;
        while (at < end) {
            ByteBuffer head = read(at, (int) Math.min(HEAD_BYTES, end - at));
            long tag = ProtoMessage.varint(head);
            boolean hasLength = (tag & 7) == ProtoMessage.LENGTH;
            if (!hasLength && (tag & 7) != ProtoMessage.VARINT) {
                throw new IOException("byte " + at + " begins a field of another kind");
            }
            long value = ProtoMessage.varint(head);
            long content = at + head.position();
            long after = hasLength ? content + value : content;
            if (after > end || after < content) {
                throw new IOException("byte " + at + " begins a field of " + value + " bytes");
            }
            if (parts.size() == MOST_PARTS) {
                throw new IOException("more than " + MOST_PARTS + " parts");
            }
            parts.add(new Part((int) (tag >>> 3), at, content, after, value));
            at = after;
        }
        return parts;
    }

    /** Reads the content of a part that is no larger than {@link #LARGEST_READ}. */
    ByteBuffer read(Part part) throws IOException {
        if (part.bytes() > LARGEST_READ) {
            throw new IOException("a part of " + part.bytes() + " bytes");
        }
        return read(part.content(), (int) (part.end() - part.content()));
    }

    private ByteBuffer read(long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Copies a part as it is, head included. */
    void copy(Part part, OutputStream into) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        file.seek(part.start());
        for (long left = part.bytes(); left > 0; ) {
            int count = file.read(block, 0, (int) Math.min(block.length, left));
            if (count < 0) {
                throw new EOFException("it has become shorter");
            }
            into.write(block, 0, count);
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
