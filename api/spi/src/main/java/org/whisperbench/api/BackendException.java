package org.whisperbench.api;

/** A failure inside a backend. */
public class BackendException extends WhisperException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates a failure.
     *
     * @param kind whose problem it is
     * @param message what failed, on what, why, what to do next
     */
    public BackendException(ErrorKind kind, String message) {
        super(kind, message);
    }

    /**
     * Creates a failure that the engine caused.
     *
     * @param kind whose problem it is
     * @param message what failed, on what, why, what to do next
     * @param cause the engine's failure, for the log
     */
    public BackendException(ErrorKind kind, String message, Throwable cause) {
        super(kind, message, cause);
    }
}
