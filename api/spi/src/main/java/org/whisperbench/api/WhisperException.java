package org.whisperbench.api;

import java.util.List;
import java.util.Objects;

/**
 * A failure that a person can act on. The message names the subject in quotes, says what is wrong with numbers and what
 * to do next, in lower case and without a full stop.
 */
public class WhisperException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose problem it is. */
    private final ErrorKind kind;

    /**
     * Creates a failure.
     *
     * @param kind whose problem it is
     * @param message what failed, on what, why, what to do next
     */
    public WhisperException(ErrorKind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
    }

    /**
     * Creates a failure that another one caused.
     *
     * @param kind whose problem it is
     * @param message what failed, on what, why, what to do next
     * @param cause the other failure, for the log
     */
    public WhisperException(ErrorKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /**
     * Returns what failed, on what, why, and what to do next.
     *
     * @return one line
     */
    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), kind.name());
    }

    /**
     * Returns what was written by the process behind this failure before it failed, for those who look closer.
     *
     * @return lines, oldest first; empty if no process is behind it
     */
    public List<String> lastLines() {
        return List.of();
    }

    /**
     * Returns whose problem it is.
     *
     * @return the kind
     */
    public ErrorKind kind() {
        return kind;
    }
}
