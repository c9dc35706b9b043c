package org.whisperbench.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder for temporary sound files, each of which is deleted after its use.
 *
 * @param path the folder
 * @param isOwn whether it was made for this and goes with it
 */
record ScratchFolder(Path path, boolean isOwn) implements AutoCloseable {

    /** The configured one, which stays, or one in the system's folder for temporary files. */
    static ScratchFolder of(Settings settings) throws IOException {
        List<Path> configured = settings.paths("whisperbench.scratch");
        return configured.isEmpty()
                ? new ScratchFolder(Files.createTempDirectory("whisperbench-"), true)
                : new ScratchFolder(Files.createDirectories(configured.get(0)), false);
    }

    @Override
    public void close() throws IOException {
        if (isOwn) {
            Files.deleteIfExists(path);
        }
    }
}
