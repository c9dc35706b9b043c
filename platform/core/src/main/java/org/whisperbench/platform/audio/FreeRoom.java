package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a folder takes more, so that a disk is never filled to its end by what one file becomes.
 *
 * @param folder where it is written
 * @param file what becomes larger than what is free
 */
record FreeRoom(Path folder, Path file) {

    private static final long SPARE_BYTES = 256L << 20;

    /** Refuses to write so much more. */
    void require(long bytes) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (usable - SPARE_BYTES < bytes) {
            String problem = bytes == 0
                    ? "is more than fits into '%s', which has less than %d MiB left"
                            .formatted(folder, SPARE_BYTES >> 20)
                    : "becomes %d MiB, which do not fit into '%s': %d MiB are free, of which %d are left free"
                            .formatted(mebibytes(bytes), folder, usable >> 20, SPARE_BYTES >> 20);
            throw Refusal.failed(file, problem, "free space there or use another scratch directory");
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
