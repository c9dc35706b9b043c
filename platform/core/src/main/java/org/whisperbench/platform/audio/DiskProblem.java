package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Why a file is not read or written, as a person is told it: what the system says, without the names of classes and of files
 * that the person did not choose.
 */
public final class DiskProblem {

    private DiskProblem() {}

    /**
     * Tells why a file or folder is not written.
     *
     * @param failure what the system refused
     * @return lower case, in one line, such as {@code no space left on device}
     */
    public static String ofWriting(IOException failure) {
        return failure instanceof NoSuchFileException ? "its folder takes no new files" : of(failure);
    }

    /**
     * Tells why a file is not read.
     *
     * @param failure what the system refused
     * @return lower case, in one line, such as {@code permission denied}
     */
    public static String ofReading(IOException failure) {
        return failure instanceof NoSuchFileException ? "it is not there" : of(failure);
    }

    private static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is where a directory should be";
        }
        String said = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return said == null ? "no reason given" : Refusal.printable(said).toLowerCase(Locale.ROOT);
    }
}
