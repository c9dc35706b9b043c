package org.whisperbench.worker;

import org.whisperbench.api.ErrorKind;

/** What went wrong inside a worker, as it tells. */
public enum WorkerErrorKind {
    /** The engine or a library of it is not there. */
    ENGINE_MISSING(ErrorKind.BACKEND_UNAVAILABLE),
    /** There is no such model. */
    MODEL_MISSING(ErrorKind.MISSING_MODEL),
    /** A file of the model is missing. */
    MODEL_INCOMPLETE(ErrorKind.MISSING_MODEL),
    /** A file of the model is damaged. */
    MODEL_CORRUPT(ErrorKind.MISSING_MODEL),
    /** The audio cannot be read. */
    AUDIO(ErrorKind.USER),
    /** An option cannot be met. */
    UNSUPPORTED(ErrorKind.USER),
    /** Memory does not suffice. */
    OOM(ErrorKind.RESOURCES),
    /** A defect, of the engine or of the worker. */
    INTERNAL(ErrorKind.INTERNAL);

    private final ErrorKind errorKind;

    WorkerErrorKind(ErrorKind errorKind) {
        this.errorKind = errorKind;
    }

    /**
     * Returns whose problem it is.
     *
     * @return the kind in the family of exceptions of the API
     */
    public ErrorKind errorKind() {
        return errorKind;
    }

    static WorkerErrorKind of(ErrorKind kind) {
        return switch (kind) {
            case BACKEND_UNAVAILABLE -> ENGINE_MISSING;
            case MISSING_MODEL -> MODEL_MISSING;
            case USER -> UNSUPPORTED;
            case RESOURCES -> OOM;
            case EXTERNAL, INTERNAL -> INTERNAL;
        };
    }
}
