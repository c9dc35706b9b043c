package org.whisperbench.backend.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/** The failures of model files and of the engine, in words that name the file and the next step. */
final class ModelFailure {

    private static final String NEXT = "; download or copy the model again";

    private static final int MOST_SAID = 1000;

    /** How the engine, and the C++ libraries under it, say that there is no more memory. */
    private static final List<String> MEMORY = List.of("bad_alloc", "bad allocation", "allocate memory");

    /** How the engine says that it cannot open a file, of which too many may be open. */
    private static final String SYSTEM = "system error number";

    private ModelFailure() {}

    /**
     * Returns whether a refusal comes of the machine. The engine's codes do not say so: want of memory has that of a damaged
     * file.
     *
     * @param cause the engine's word
     * @return whether memory does not suffice, or the file cannot be opened, whatever is in it
     */
    static boolean saysNothingOfTheFile(OrtException cause) {
        String message = said(cause);
        return isOfMemory(message) || message.contains(SYSTEM);
    }

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
     * @return the failure: memory ({@link ErrorKind#RESOURCES}) or the file ({@link ErrorKind#MISSING_MODEL})
     */
    static BackendException refused(Path path, OrtException cause) {
        if (isOfMemory(said(cause))) {
            return memory("loading model file '" + path + "'", cause);
        }
        return new BackendException(
                ErrorKind.MISSING_MODEL,
                "model file '" + path + "' is refused by ONNX Runtime: " + said(cause) + NEXT,
                cause);
    }

    /**
     * A decoder fails at its very first step.
     *
     * @param path the file
     * @param cause the engine's word
     * @return the failure: memory ({@link ErrorKind#RESOURCES}), or files that do not go together
     *     ({@link ErrorKind#MISSING_MODEL})
     */
    static BackendException untrue(Path path, OrtException cause) {
        return isOfMemory(said(cause))
                ? memory("a step of model file '" + path + "'", cause)
                : damaged(path, "it fails at what config.json says of it: " + said(cause), cause);
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
        return isOfMemory(message)
                ? memory(doing, cause)
                : new BackendException(
                        ErrorKind.EXTERNAL,
                        "ONNX Runtime failed at " + doing + ": " + message + "; try again or check the model",
                        cause);
    }

    private static boolean isOfMemory(String message) {
        return MEMORY.stream().anyMatch(message::contains);
    }

    private static BackendException memory(String doing, OrtException cause) {
        return new BackendException(
                ErrorKind.RESOURCES,
                "memory does not suffice for " + doing + ": " + said(cause) + "; try a smaller model",
                cause);
    }

    /**
     * The engine writes contexts on further lines, whatever bytes a damaged file has where a name should be, and in front what its
     * programmers know an exception for.
     */
    private static String said(OrtException cause) {
        String line = String.valueOf(cause.getMessage())
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .replace("Exception during initialization: ", "")
                .strip();
        // The engine names an operator with all it takes and gives before it says what is wrong.
        int half = MOST_SAID / 2;
        return line.length() <= MOST_SAID
                ? line
                : line.substring(0, half) + " … " + line.substring(line.length() - half);
    }
}
