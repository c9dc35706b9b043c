package org.whisperbench.platform.store.hub;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of a snapshot and the content that belongs there.
 *
 * @param place path of the file in the snapshot
 * @param blob path of the content
 */
record SnapshotEntry(Path place, Path blob) {

    /** A way to make a link. */
    @FunctionalInterface
    private interface Making {
        void make() throws IOException;
    }

    /**
     * Puts the content there: by a relative symbolic link, else by a hard link, else by moving or copying it. Which of them a
     * file system has is found out by trying, each time: file systems of sticks have neither, and Windows lets only some users
     * make symbolic ones.
     *
     * @param symbolicLinks whether symbolic links are to be tried
     * @param mayMove whether nobody else needs the content under its own name
     */
    void fill(boolean symbolicLinks, boolean mayMove) throws IOException {
        Path parent = requireNonNull(place.getParent());
        Files.createDirectories(parent);
        Path target = parent.relativize(blob);
        if (isLink(target)) {
            return;
        }
        Path fresh = place.resolveSibling("." + WholeFile.mark() + ".tmp");
        try {
            boolean linked = symbolicLinks && isMade(() -> Files.createSymbolicLink(fresh, target));
            if (!linked && !isMade(() -> Files.createLink(fresh, blob.toRealPath()))) {
                if (mayMove) {
                    WholeFile.replace(blob, place);
                    return;
                }
                Files.copy(blob, fresh);
            }
            WholeFile.replace(fresh, place);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private boolean isLink(Path target) throws IOException {
        return Files.isSymbolicLink(place) && Files.readSymbolicLink(place).equals(target);
    }

    /** What has nothing to do with links fails here already. */
    private static boolean isMade(Making link) throws IOException {
        try {
            link.make();
            return true;
        } catch (AccessDeniedException | NoSuchFileException | FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return false;
        }
    }
}
