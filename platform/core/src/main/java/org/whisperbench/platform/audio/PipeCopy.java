package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Copies what comes through a pipe into a file, since decoding looks at a file's end too. The copying stops before the
 * disk is full.
 */
final class PipeCopy {

    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS_BETWEEN_CHECKS = 256;

    private static final int TYPE_BITS = 0xF000;
    private static final int NAMED_PIPE = 0x1000;

    private final Path scratch;
    private final Path name;

    PipeCopy(Path scratch, Path name) {
        this.scratch = scratch;
        this.name = name;
    }

    /** Whether a path names a pipe, also through a link such as {@code /dev/stdin}. */
    static boolean isPipe(Path path) {
        try {
            return Files.getAttribute(path, "unix:mode") instanceof Integer mode && (mode & TYPE_BITS) == NAMED_PIPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false; // not there, or no system with such files
        }
    }

    Path copy(StalledBytes.Opening pipe) throws InterruptedException {
        Path copy = createFile();
        boolean complete = false;
        try (StalledBytes bytes = new StalledBytes(pipe, Duration.ZERO);
                OutputStream file = Files.newOutputStream(copy)) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int i = 0, count = read(bytes, block); count >= 0; count = read(bytes, block)) {
                file.write(block, 0, count);
                i++;
                if (i % BLOCKS_BETWEEN_CHECKS == 0) {
                    new FreeRoom(scratch, name).require(0);
                }
            }
            complete = true;
            return copy;
        } catch (IOException e) {
            throw Refusal.unwritable(copy, BLOCK_BYTES, e);
        } finally {
            if (!complete) {
                delete(copy);
            }
        }
    }

    private Path createFile() {
        try {
            Files.createDirectories(scratch);
            return Files.createTempFile(scratch, "pipe-", ".audio");
        } catch (IOException e) {
            throw Refusal.unwritable(scratch, BLOCK_BYTES, e);
        }
    }

    private int read(StalledBytes bytes, byte[] block) throws InterruptedException {
        try {
            return bytes.read(block, 0, block.length);
        } catch (InterruptedIOException e) {
            Interruption.check();
            throw Refusal.unreadable(name, e);
        } catch (IOException e) {
            throw Refusal.unreadable(name, e);
        }
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw Refusal.unreadable(copy, e);
        }
    }
}
