package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.worker.WorkerFailure;

/** An engine inside this process did not answer in time and was given up. */
final class OverdueException extends BackendException {

    private static final long serialVersionUID = 1L;

    private final Duration limit;

    OverdueException(Duration limit, String what, boolean ended) {
        super(ErrorKind.RESOURCES, sentence(limit, what, ended));
        this.limit = limit;
    }

    private static String sentence(Duration limit, String what, boolean ended) {
        return String.format(
                Locale.ROOT,
                "the engine took longer than %.1f s %s and was interrupted%s; allow more with '--timeout', or leave the model out",
                limit.toMillis() / 1000.0,
                what,
                ended ? "" : ", which it did not heed: it may still use the processor while the others are measured");
    }

    /** As a process that was ended would be told. */
    WorkerFailure failure() {
        return new WorkerFailure.TimedOut(WorkerFailure.TimedOut.Limit.TOTAL, limit, List.of());
    }
}
