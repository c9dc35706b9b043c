package org.whisperbench.platform.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** What the disk refused, in one sentence. */
final class StoreFailure {

    private StoreFailure() {}

    /** Something that reads or writes files. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does something and turns what the disk refuses into a failure. */
    static <T> T guard(String verb, Path subject, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw of(verb, subject, e);
        } catch (UncheckedIOException e) {
            // Streams of files throw it.
            throw of(verb, subject, Objects.requireNonNull(e.getCause()));
        }
    }

    /** Turns what the disk refused into a failure. */
    static WhisperException of(String verb, Path subject, IOException cause) {
        return new WhisperException(
                ErrorKind.EXTERNAL, "cannot %s '%s': %s".formatted(verb, subject, reason(cause)), cause);
    }

    /** Says why, without the names of classes. */
    static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException denied) {
            return "permission denied for '" + denied.getFile() + "'";
        }
        if (cause instanceof NoSuchFileException missing) {
            return "there is no file or folder '" + missing.getFile() + "'";
        }
        if (cause instanceof FileAlreadyExistsException there) {
            return "'" + there.getFile() + "' is there already";
        }
        if (cause instanceof FileSystemException failure && failure.getReason() == null) {
            return "'" + failure.getFile() + "' cannot be used";
        }
        if (cause instanceof FileSystemException failure) {
            return failure.getReason() + " ('" + failure.getFile() + "')";
        }
        return String.valueOf(cause.getMessage());
    }
}
