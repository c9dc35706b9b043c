package org.whisperbench.platform.bench;

import java.util.List;
import java.util.Locale;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/** What becomes of a model whose process gave no result. */
final class LostRow {

    private LostRow() {}

    static BenchmarkRow of(BenchmarkRow.Subject subject, String stage, WorkerLostException lost) {
        WorkerFailure failure = lost.failure();
        List<String> lines = failure.lastLines();
        if (failure instanceof WorkerFailure.TimedOut timedOut) {
            String message = failure.sentence() + "; allow more with '--timeout', or leave the model out";
            return new BenchmarkRow.TimedOut(subject, stage, timedOut.after().toNanos() / 1e9, message, lines);
        }
        if (failure instanceof WorkerFailure.Crashed crashed) {
            return new BenchmarkRow.Crashed(subject, stage, crashed.ending(), failure.sentence(), lines);
        }
        String kind = failure.errorKind().name().toLowerCase(Locale.ROOT);
        return new BenchmarkRow.Failed(subject, stage, kind, failure.sentence(), lines);
    }
}
