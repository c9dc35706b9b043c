package org.whisperbench.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words: Java's own exceptions often say its name alone. */
final class FileProblem {

    private FileProblem() {}

    static String of(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "'" + missing.getFile() + "' is not there; unpack the installation again";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "'" + denied.getFile() + "' may not be read or written by this user; correct its rights";
        }
        if (failure instanceof FileSystemException other) {
            String reason = other.getReason() == null ? other.getClass().getSimpleName() : other.getReason();
            return "'" + other.getFile() + "' cannot be used: " + reason;
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
