package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.whisperbench.api.WhisperException;

/** A file that is being decoded; its length is the one it had when it was opened. */
final class SourceFile implements AutoCloseable {

    private final Path path;
    private final Path content;
    private final FileChannel channel;
    private final long sizeBytes;

    private SourceFile(Path path, Path content, FileChannel channel, long sizeBytes) {
        this.path = path;
        this.content = content;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    static SourceFile open(Path path) {
        return open(path, path);
    }

    /**
     * Opens what was copied from a pipe.
     *
     * @param path what the user calls it
     * @param content where its bytes are
     */
    static SourceFile open(Path path, Path content) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(content, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw Refusal.of(path, "is a directory", "name a file in it");
            }
            if (!attributes.isRegularFile()) {
                throw Refusal.of(path, "is a device", "name a file or a pipe");
            }
            FileChannel channel = FileChannel.open(content, StandardOpenOption.READ);
            return new SourceFile(path, content.toAbsolutePath(), channel, attributes.size());
        } catch (NoSuchFileException e) {
            throw Refusal.of(path, "does not exist", "check the path");
        } catch (AccessDeniedException e) {
            throw Refusal.of(path, "may not be read", "check its permissions");
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        }
    }

    /** What the user calls it. */
    Path path() {
        return path;
    }

    /** Where its bytes are. */
    Path content() {
        return content;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    WhisperException refused(String problem) {
        return Refusal.convertible(path, problem);
    }

    /** Whether nothing but a few zeros is left, as disks and recorders leave them behind a file. */
    boolean isZero(long from) throws InterruptedException {
        long left = sizeBytes - from;
        if (left > Tags.MOST_PADDING) {
            return false;
        }
        ByteBuffer rest = ByteBuffer.allocate((int) Math.max(0, left));
        read(rest, from);
        while (rest.hasRemaining()) {
            if (rest.get() != 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads a few bytes as characters of ISO 8859-1; fewer at the end of the file. */
    String letters(long position, int count) throws InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        read(bytes, position);
        return new String(bytes.array(), 0, bytes.limit(), StandardCharsets.ISO_8859_1);
    }

    /** Fills the buffer from a position on and flips it; less than full only at the end of the file. */
    void read(ByteBuffer into, long position) throws InterruptedException {
        into.clear();
        try {
            int count = 0;
            while (into.hasRemaining() && count >= 0) {
                count = channel.read(into, position + into.position());
            }
            into.flip();
        } catch (ClosedByInterruptException e) {
            throw Interruption.of(e);
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        }
    }
}
