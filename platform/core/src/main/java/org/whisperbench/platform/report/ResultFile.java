package org.whisperbench.platform.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Puts a file of results in its place: it is written beside it and renamed when it is whole. A file that is there keeps its
 * permissions, a new one has those that the system gives to new files, and through a link the file is written to which it leads.
 */
public final class ResultFile {

    private static final int MOST_LINKS = 40;
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> GROUPS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    private ResultFile() {}

    /**
     * Follows links, also to what is not there.
     *
     * @param file a path
     * @return where a file of that name is or would be, absolute
     * @throws IOException if a link cannot be read
     */
    public static Path target(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(target); i++) {
            Path next = target.resolveSibling(Files.readSymbolicLink(target));
            if (Files.exists(target) && !Files.exists(next)) {
                return target; // a link of the system to what has no name, such as the pipe behind /dev/stdout
            }
            target = next;
        }
        return target;
    }

    /**
     * Writes a file.
     *
     * @param file where
     * @param content its text, in UTF-8; half of a pair of surrogates becomes a question mark
     * @throws IOException if it cannot be written; what was there is then as it was
     */
    public static void write(Path file, String content) throws IOException {
        Path target = target(file);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (isDevice(target)) {
            Files.write(target, bytes, StandardOpenOption.WRITE);
            return;
        }
        Path part = newPart(target);
        try {
            try (OutputStream into = openFor(target, part)) {
                into.write(bytes);
            }
            place(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path newPart(Path target) {
        return target.resolveSibling(".result-" + UUID.randomUUID() + ".part");
    }

    /**
     * Opens a new file for what will be put into the place of another. Where that one is there, only who runs this program may
     * read the new one until it has that one's permissions.
     */
    static OutputStream openFor(Path target, Path part) throws IOException {
        Files.createFile(part, Files.exists(target) ? ownersOnly(part) : new FileAttribute<?>[0]);
        // Unlike a channel, this stream is not closed by an interrupt: what was measured before one is still written.
        return Files.newOutputStream(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAttribute<?>[] ownersOnly(Path part) {
        return part.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNERS)}
                : new FileAttribute<?>[0];
    }

    /** Puts what was written beside it into the place of a file. */
    static void place(Path part, Path file) throws IOException {
        Path target = target(file);
        if (isDevice(target)) {
            pour(part, target);
            return;
        }
        try {
            move(part, target);
        } catch (AtomicMoveNotSupportedException e) {
            copy(part, target); // it is on another disk
        }
    }

    private static void move(Path part, Path target) throws IOException {
        keepPermissions(target, part);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** As a move, but what is there stays until the copy is whole. */
    private static void copy(Path part, Path target) throws IOException {
        Path near = newPart(target);
        try {
            try (OutputStream into = openFor(target, near)) {
                Files.copy(part, into);
            }
            move(near, target);
            Files.delete(part);
        } finally {
            Files.deleteIfExists(near);
        }
    }

    /**
     * Returns whether something is a device or a pipe: such are not replaced, and nothing is written beside them.
     *
     * @param target what {@link #target} returned
     * @return whether it is; also true of a link of the system to a file that has no name
     */
    public static boolean isDevice(Path target) {
        return Files.exists(target) && (Files.isSymbolicLink(target) || !Files.isRegularFile(target));
    }

    private static void pour(Path part, Path target) throws IOException {
        try (OutputStream into = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            Files.copy(part, into);
        }
        Files.delete(part);
    }

    /** Gives a file the permissions of another and its group; where the group cannot be given, it gets none of its rights. */
    private static void keepPermissions(Path target, Path part) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view == null || !Files.exists(target)) {
            return; // the system has no such permissions, or the file is new
        }
        PosixFileAttributes wanted = Files.readAttributes(target, PosixFileAttributes.class);
        Set<PosixFilePermission> permissions = new HashSet<>(wanted.permissions());
        if (!wanted.group().equals(view.readAttributes().group())) {
            try {
                view.setGroup(wanted.group());
            } catch (IOException e) {
                permissions.removeAll(GROUPS);
            }
        }
        view.setPermissions(permissions);
    }
}
