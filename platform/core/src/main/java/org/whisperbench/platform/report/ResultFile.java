package org.whisperbench.platform.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Puts a file of results in its place: it is written beside it and renamed when it is whole. A file that is there keeps its
 * permissions, a new one has those that the system gives to new files, and through a link the file is written to which it leads.
 */
public final class ResultFile {

    private static final int MOST_LINKS = 40;

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
     * Opens a new file for what will be put into the place of another. Where that one is there, nobody ever reads the new
     * file who may not read it.
     */
    static OutputStream openFor(Path target, Path part) throws IOException {
        return Channels.newOutputStream(Files.newByteChannel(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions(target)));
    }

    private static FileAttribute<?>[] permissions(Path target) throws IOException {
        if (Files.exists(target)) {
            try {
                return new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(target))
                };
            } catch (UnsupportedOperationException e) {
                // The system has no such permissions.
            }
        }
        return new FileAttribute<?>[0];
    }

    /** Puts what was written beside it into the place of a file. */
    static void place(Path part, Path file) throws IOException {
        Path target = target(file);
        if (isDevice(target)) {
            pour(part, target);
            return;
        }
        keepPermissions(target, part);
        try {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copy(part, target); // a link led to another disk
        }
    }

    /** As a move, but what is there stays until the copy is whole. */
    private static void copy(Path part, Path target) throws IOException {
        Path near = newPart(target);
        try {
            try (OutputStream into = openFor(target, near)) {
                Files.copy(part, into);
            }
            keepPermissions(target, near);
            Files.move(near, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(part);
        } finally {
            Files.deleteIfExists(near);
        }
    }

    /** Devices and pipes are not replaced, and nothing is written beside them. */
    public static boolean isDevice(Path target) {
        return Files.exists(target) && !Files.isRegularFile(target);
    }

    private static void pour(Path part, Path target) throws IOException {
        try (OutputStream into = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            Files.copy(part, into);
        }
        Files.delete(part);
    }

    private static void keepPermissions(Path target, Path part) throws IOException {
        if (Files.exists(target)) {
            try {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
            } catch (UnsupportedOperationException e) {
                // The system has no such permissions.
            }
        }
    }
}
