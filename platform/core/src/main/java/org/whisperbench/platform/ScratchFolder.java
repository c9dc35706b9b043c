package org.whisperbench.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.whisperbench.platform.isolate.Folders;

/**
 * The folder for temporary sound files, each of which is deleted after its use.
 *
 * @param path the folder
 * @param isOwn whether it was made for this and goes with it
 */
record ScratchFolder(Path path, boolean isOwn) implements AutoCloseable {

    /** The configured one, which stays, or one in the system's folder for temporary files. */
    static ScratchFolder of(Settings settings) throws IOException {
        Optional<Path> configured = settings.text("whisperbench.scratch").map(Path::of);
        return configured.isEmpty()
                ? new ScratchFolder(Files.createTempDirectory("whisperbench-"), true)
                : new ScratchFolder(Files.createDirectories(configured.get().toAbsolutePath()), false);
    }

    @Override
    public void close() {
        if (isOwn) {
            Folders.delete(path);
        }
    }
}
