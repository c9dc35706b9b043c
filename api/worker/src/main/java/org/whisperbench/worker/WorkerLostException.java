package org.whisperbench.worker;

import java.util.List;
import org.whisperbench.api.BackendException;

/** A call of an engine in a process of its own that has no result. */
public final class WorkerLostException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** Why there is none. */
    private final transient WorkerFailure failure;

    /**
     * Creates a failure whose message is the failure's sentence.
     *
     * @param failure why there is no result
     */
    public WorkerLostException(WorkerFailure failure) {
        super(failure.errorKind(), failure.sentence());
        this.failure = failure;
    }

    /**
     * Returns why there is no result.
     *
     * @return the failure with the last lines that the process wrote
     */
    public WorkerFailure failure() {
        return failure;
    }

    @Override
    public List<String> lastLines() {
        return failure.lastLines();
    }
}
