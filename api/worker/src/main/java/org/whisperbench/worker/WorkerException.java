package org.whisperbench.worker;

import org.whisperbench.api.BackendException;

/** A failure that a handler in a worker names by the protocol's own kinds, which are finer than those of the API. */
public final class WorkerException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    private final WorkerErrorKind workerKind;

    /**
     * Creates a failure.
     *
     * @param workerKind what went wrong
     * @param message what failed, on what, why, what to do next
     */
    public WorkerException(WorkerErrorKind workerKind, String message) {
        super(workerKind.errorKind(), message);
        this.workerKind = workerKind;
    }

    /**
     * Returns what went wrong.
     *
     * @return the kind that crosses to the host
     */
    public WorkerErrorKind workerKind() {
        return workerKind;
    }
}
