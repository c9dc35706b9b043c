package org.whisperbench.worker;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Makes folders of processes, and deletes those of processes that have ended; links in them are deleted, not followed. */
public final class TemporaryFolder {

    /** Where the host says so, a folder that it empties even if it is killed; else that of the system. */
    private static final String PARENT_PROPERTY = "whisperbench.temporary";

    private static final Logger LOG = System.getLogger(TemporaryFolder.class.getName());

    private TemporaryFolder() {}

    /**
     * Makes one with a new name.
     *
     * @param prefix begin of its name
     * @return its real path
     * @throws IOException if it cannot be made
     */
    public static Path make(String prefix) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(parent()), prefix)
                .toRealPath();
    }

    static Path parent() {
        return Path.of(System.getProperty(PARENT_PROPERTY, System.getProperty("java.io.tmpdir", ".")));
    }

    /**
     * Deletes a folder with all that is in it; what cannot be deleted is left, and logged.
     *
     * @param folder a folder; links in it are deleted, and what they lead to is not touched
     */
    public static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "folder ''{0}'' cannot be deleted: {1}", folder, e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
