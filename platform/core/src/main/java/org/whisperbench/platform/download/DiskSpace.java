package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Looks whether there is room, before the first byte comes. */
final class DiskSpace {

    private static final double RESERVE = 1.05;
    private static final double GB = 1e9;

    private DiskSpace() {}

    /** Fails if the file system of one of two folders has less room than all that goes to it, and a twentieth more. */
    static void require(Path folder, long bytes, Path other, long otherBytes) throws IOException {
        if (Files.getFileStore(existing(folder)).equals(Files.getFileStore(existing(other)))) {
            require(folder, sum(bytes, otherBytes));
        } else {
            require(folder, bytes);
            require(other, otherBytes);
        }
    }

    /** Two lengths together, or the most that there is: what a server says of a length may be anything. */
    static long sum(long bytes, long otherBytes) {
        return bytes > Long.MAX_VALUE - otherBytes ? Long.MAX_VALUE : bytes + otherBytes;
    }

    private static Path existing(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** Fails if a folder's file system has less room than so many bytes and a twentieth more. */
    static void require(Path folder, long bytes) throws IOException {
        Path existing = existing(folder);
        long free = Files.getFileStore(existing).getUsableSpace();
        if (bytes * RESERVE > free) {
            throw new Backoff.Final(String.format(
                    Locale.ROOT,
                    "%.3f GB are needed and '%s' has %.3f GB free; free some with 'whisperbench prune', or set"
                            + " HF_HUB_CACHE to another disk",
                    bytes * RESERVE / GB,
                    existing,
                    free / GB));
        }
    }
}
