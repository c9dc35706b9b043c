package org.whisperbench.platform.bench;

import org.whisperbench.api.BackendException;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/**
 * Why a file has no text.
 *
 * @param status what became of it
 * @param message what the engine says of it, not empty
 */
record FileProblem(FileStatus status, String message) {

    static FileProblem of(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return new FileProblem(status(failure), message.isBlank() ? "it said no reason" : message);
    }

    private static FileStatus status(Throwable failure) {
        if (failure instanceof WorkerLostException lost) {
            if (lost.failure() instanceof WorkerFailure.Crashed) {
                return FileStatus.CRASHED;
            }
            if (lost.failure() instanceof WorkerFailure.TimedOut) {
                return FileStatus.TIMED_OUT;
            }
        }
        return FileStatus.FAILED;
    }

    /** Whether the engine can be asked for the next file: not if it died, nor if nobody knows its state. */
    static boolean leavesTheEngineAlive(BackendException refusal) {
        return !(refusal instanceof WorkerLostException lost)
                || (lost.failure() instanceof WorkerFailure.Failed failed
                        && failed.kind() != WorkerErrorKind.OOM
                        && failed.kind() != WorkerErrorKind.INTERNAL);
    }
}
