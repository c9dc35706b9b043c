package org.whisperbench.platform.bench;

import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/** What becomes of a model that gave no result. */
final class LostRow {

    private LostRow() {}

    static BenchmarkRow of(
            BenchmarkRow.Subject subject, String stage, Throwable failure, List<BenchmarkRow.Attempt> attempts) {
        if (failure instanceof WorkerLostException lost) {
            return of(subject, stage, lost.failure(), attempts);
        }
        ErrorKind kind = failure instanceof WhisperException known ? known.kind() : ErrorKind.INTERNAL;
        return new BenchmarkRow.Failed(
                subject,
                stage,
                kind.name().toLowerCase(Locale.ROOT),
                String.valueOf(failure.getMessage()),
                List.of(),
                attempts);
    }

    private static BenchmarkRow of(
            BenchmarkRow.Subject subject, String stage, WorkerFailure failure, List<BenchmarkRow.Attempt> attempts) {
        List<String> lines = failure.lastLines();
        if (failure instanceof WorkerFailure.TimedOut timedOut) {
            String message = failure.sentence() + "; allow more with '--timeout', or leave the model out";
            double limit = timedOut.after().toNanos() / 1e9;
            return new BenchmarkRow.TimedOut(subject, stage, limit, message, lines, attempts);
        }
        if (failure instanceof WorkerFailure.Crashed crashed) {
            return new BenchmarkRow.Crashed(subject, stage, crashed.ending(), failure.sentence(), lines, attempts);
        }
        String kind = failure.errorKind().name().toLowerCase(Locale.ROOT);
        return new BenchmarkRow.Failed(subject, stage, kind, failure.sentence(), lines, attempts);
    }

    /** The row as an attempt, where another one follows. */
    static BenchmarkRow.Attempt attempt(BenchmarkRow row, int runs) {
        if (row instanceof BenchmarkRow.TimedOut late) {
            return new BenchmarkRow.Attempt(late.stage(), late.outcome(), late.message(), runs);
        }
        if (row instanceof BenchmarkRow.Crashed crashed) {
            return new BenchmarkRow.Attempt(crashed.stage(), crashed.outcome(), crashed.message(), runs);
        }
        if (row instanceof BenchmarkRow.Failed failed) {
            return new BenchmarkRow.Attempt(failed.stage(), failed.outcome(), failed.message(), runs);
        }
        throw new IllegalArgumentException("no failure: " + row.outcome());
    }
}
