package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Files that appear under their name only when they are complete, with the permissions that the user's mask leaves. */
public final class WholeFile {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MARK_BYTES = 4;

    private WholeFile() {}

    /**
     * Returns a mark that no other process uses at the same time.
     *
     * @return 8 hexadecimal digits
     */
    public static String mark() {
        byte[] bytes = new byte[MARK_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Writes a small file; a reader sees the old or the new one.
     *
     * @param file the file; its folder is created
     * @param content its content
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + "." + mark() + ".tmp");
        try {
            Files.write(fresh, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            replace(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Looks whether a folder is where a file belongs.
     *
     * @param target the file's name
     * @throws FileSystemException if there is one; it names the folder and says what to do
     */
    public static void requireNoFolder(Path target) throws FileSystemException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    target.toString(), null, "a folder is where a file belongs; move it elsewhere and run it again");
        }
    }

    /**
     * Gives a complete file its name, in place of what has that name. A link of that name is replaced, not followed.
     *
     * @param fresh the complete file
     * @param target its name
     * @throws IOException if it cannot be renamed, for one since a folder has that name: nobody knows what it is good for, so
     *     it stays
     */
    public static void replace(Path fresh, Path target) throws IOException {
        requireNoFolder(target);
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
