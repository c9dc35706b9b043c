package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders that are no longer needed. */
final class Folders {

    private static final Logger LOG = LoggerFactory.getLogger(Folders.class);

    private Folders() {}

    /** Deletes a folder with all that is in it; links are deleted, not followed. What resists stays until the next start. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            for (Path one : deepestFirst(folder)) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            LOG.warn("folder '{}' was not deleted: {}", folder, e.toString());
        }
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
