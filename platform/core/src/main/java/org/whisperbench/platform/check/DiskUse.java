package org.whisperbench.platform.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.whisperbench.api.ModelFile;
import org.whisperbench.platform.store.DiskState;

/** Adds up what models take on disk: a file that several of them link to counts once. Several threads use it. */
final class DiskUse {

    private final Map<Path, Long> lengths = new HashMap<>();

    synchronized void add(DiskState state) {
        if (state instanceof DiskState.Present present) {
            for (ModelFile file : present.model().descriptor().files()) {
                add(present.model().file(file.path()));
            }
        }
    }

    private void add(Path file) {
        try {
            Path real = file.toRealPath();
            lengths.put(real, Files.size(real));
        } catch (IOException e) {
            // It has gone since it was looked at: then it takes no room.
            lengths.remove(file);
        }
    }

    synchronized CheckReport.Storage storage(Path downloads) {
        long used = lengths.values().stream().mapToLong(Long::longValue).sum();
        return new CheckReport.Storage(used, downloads, free(downloads));
    }

    private static long free(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            // A disk that does not tell.
            return -1;
        }
    }
}
