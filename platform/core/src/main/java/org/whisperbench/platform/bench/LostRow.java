package org.whisperbench.platform.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/**
 * What becomes of a model that gave no result.
 *
 * @param subject what was to be measured
 * @param stage what was being done
 * @param kind whose problem it is, lower case
 * @param message what failed and what to do
 * @param failure of the engine's process, or as if it had one; none where nothing is known of it
 */
record LostRow(
        BenchmarkRow.Subject subject, String stage, String kind, String message, Optional<WorkerFailure> failure) {

    static LostRow of(BenchmarkRow.Subject subject, String stage, Throwable thrown) {
        if (thrown instanceof WorkerLostException lost) {
            WorkerFailure failure = lost.failure();
            String advice = failure instanceof WorkerFailure.TimedOut
                    ? "; allow more with '--timeout', or leave the model out"
                    : "";
            return new LostRow(
                    subject, stage, name(failure.errorKind()), failure.sentence() + advice, Optional.of(failure));
        }
        if (thrown instanceof OverdueException late) {
            return new LostRow(
                    subject, stage, name(late.kind()), String.valueOf(late.getMessage()), Optional.of(late.failure()));
        }
        ErrorKind kind = thrown instanceof WhisperException known ? known.kind() : ErrorKind.INTERNAL;
        return new LostRow(subject, stage, name(kind), String.valueOf(thrown.getMessage()), Optional.empty());
    }

    private static String name(ErrorKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** As a row, where no other attempt follows. */
    BenchmarkRow row(List<BenchmarkRow.Attempt> attempts, List<FileResult> files) {
        WorkerFailure lost = failure.orElse(null);
        List<String> lines = lost == null ? List.of() : lost.lastLines();
        if (lost instanceof WorkerFailure.TimedOut timedOut) {
            double limit = timedOut.after().toNanos() / 1e9;
            return new BenchmarkRow.TimedOut(subject, stage, limit, message, lines, files, attempts);
        }
        if (lost instanceof WorkerFailure.Crashed crashed) {
            return new BenchmarkRow.Crashed(subject, stage, crashed.ending(), message, lines, files, attempts);
        }
        return new BenchmarkRow.Failed(subject, stage, kind, message, lines, files, attempts);
    }

    /** As an attempt, where another one follows. */
    BenchmarkRow.Attempt attempt(int runs) {
        return new BenchmarkRow.Attempt(stage, row(List.of(), List.of()).outcome(), message, runs);
    }
}
