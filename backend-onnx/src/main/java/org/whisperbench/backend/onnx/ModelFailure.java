package org.whisperbench.backend.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/** The failures of model files and of the engine, in words that name the file and the next step. */
final class ModelFailure {

    private static final String NEXT = "; download or copy the model again";

    private static final int MOST_SAID = 1000;

    private ModelFailure() {}

    /**
     * A file's content is not what it has to be.
     *
     * @param path the file
     * @param what what is wrong with it
     * @return the failure
     */
    static BackendException damaged(Path path, String what) {
        return new BackendException(ErrorKind.MISSING_MODEL, "model file '" + path + "' is damaged: " + what + NEXT);
    }

    /**
     * A file's content is not what it has to be.
     *
     * @param path the file
     * @param what what is wrong with it
     * @param cause what found it
     * @return the failure
     */
    static BackendException damaged(Path path, String what, Exception cause) {
        return new BackendException(
                ErrorKind.MISSING_MODEL, "model file '" + path + "' is damaged: " + what + NEXT, cause);
    }

    /**
     * A file cannot be read.
     *
     * @param path the file
     * @param cause why
     * @return the failure
     */
    static BackendException unreadable(Path path, IOException cause) {
        String what = cause instanceof NoSuchFileException ? "is missing" : "cannot be read: " + cause.getMessage();
        return new BackendException(ErrorKind.MISSING_MODEL, "model file '" + path + "' " + what + NEXT, cause);
    }

    /**
     * The engine refuses a file.
     *
     * @param path the file
     * @param cause the engine's word
     * @return the failure
     */
    static BackendException refused(Path path, OrtException cause) {
        return new BackendException(
                ErrorKind.MISSING_MODEL,
                "model file '" + path + "' is refused by ONNX Runtime: " + said(cause) + NEXT,
                cause);
    }

    /**
     * The engine fails while it computes.
     *
     * @param doing what it was doing
     * @param cause the engine's word
     * @return the failure: memory ({@link ErrorKind#RESOURCES}) or anything else ({@link ErrorKind#EXTERNAL})
     */
    static BackendException computing(String doing, OrtException cause) {
        String message = said(cause);
        boolean memory = message.contains("bad_alloc") || message.contains("allocate memory");
        return memory
                ? new BackendException(
                        ErrorKind.RESOURCES,
                        "memory does not suffice for " + doing + ": " + message + "; try a smaller model",
                        cause)
                : new BackendException(
                        ErrorKind.EXTERNAL,
                        "ONNX Runtime failed at " + doing + ": " + message + "; try again or check the model",
                        cause);
    }

    /** The engine writes contexts on further lines, and whatever bytes a damaged file has where a name should be. */
    private static String said(OrtException cause) {
        String line = String.valueOf(cause.getMessage())
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return line.length() <= MOST_SAID ? line : line.substring(0, MOST_SAID) + "…";
    }
}
