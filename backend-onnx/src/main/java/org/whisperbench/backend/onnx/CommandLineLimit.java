package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Keeps ONNX Runtime from ending the process: 1.29.0 on Linux does so, without a word, while it starts in a process whose
 * command line is longer than a page of memory.
 */
final class CommandLineLimit {

    /** Found by trying: 3.9 KiB are well, 4 KiB are not. */
    private static final int MOST_BYTES = 3900;

    private CommandLineLimit() {}

    /**
     * Refuses a command line that is too long.
     *
     * @param commandLine where the system tells it; where that is nothing, nothing is known to be wrong
     * @throws BackendException if it is too long ({@link ErrorKind#BACKEND_UNAVAILABLE})
     */
    static void check(Path commandLine) {
        int length;
        try {
            length = Files.exists(commandLine) ? Files.readAllBytes(commandLine).length : 0;
        } catch (IOException e) {
            // Not to be read: then it is not known to be too long.
            return;
        }
        if (length > MOST_BYTES) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "ONNX Runtime cannot start in a process whose command line is %d bytes long, more than %d; give fewer files at once, or leave out '--in-process'"
                            .formatted(length, MOST_BYTES));
        }
    }
}
