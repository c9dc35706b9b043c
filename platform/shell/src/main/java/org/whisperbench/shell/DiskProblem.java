package org.whisperbench.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why a file is not written, without the names of classes and of files that a person did not choose. */
final class DiskProblem {

    private DiskProblem() {}

    static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "its folder takes no new files";
        }
        String said = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return said == null ? "no reason given" : said.toLowerCase(Locale.ROOT);
    }
}
