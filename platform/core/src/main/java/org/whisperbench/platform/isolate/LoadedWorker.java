package org.whisperbench.platform.isolate;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.worker.Call;
import org.whisperbench.worker.CallLimits;
import org.whisperbench.worker.CallOutcome;
import org.whisperbench.worker.CallOutcome.Answered;
import org.whisperbench.worker.CallOutcome.Unanswered;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerFailure.Failed;
import org.whisperbench.worker.WorkerLostException;
import org.whisperbench.worker.WorkerProcess;

/** A child process with a model in it, and the folder of its files. */
final class LoadedWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedWorker.class);

    /** What leaves a virtual machine in doubt. */
    private static final Set<String> FATAL =
            Set.of(StackOverflowError.class.getName(), InternalError.class.getName(), LinkageError.class.getName());

    private final WorkerProcess process;
    private final Path folder;
    private final Answered<LoadedIdentity> loaded;

    LoadedWorker(WorkerProcess process, Path folder, Answered<LoadedIdentity> loaded) {
        this.process = process;
        this.folder = folder;
        this.loaded = loaded;
    }

    Answered<LoadedIdentity> loaded() {
        return loaded;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Calls the process.
     *
     * @throws WorkerLostException if there is no result; the process has ended if it is in doubt then
     */
    <R> Answered<R> call(Call<R> call, CallLimits limits, Progress progress) throws InterruptedException {
        CallOutcome<R> outcome = process.call(call, limits, progress);
        if (outcome instanceof Answered<R> answered) {
            return answered;
        }
        WorkerFailure failure = ((Unanswered<R>) outcome).failure();
        if (isInDoubt(failure)) {
            close();
        }
        throw new WorkerLostException(failure);
    }

    private static boolean isInDoubt(WorkerFailure failure) {
        return !(failure instanceof Failed failed)
                || failed.kind() == WorkerErrorKind.OOM
                || FATAL.contains(failed.exception());
    }

    @Override
    public void close() {
        end(process, folder);
    }

    static void end(@Nullable WorkerProcess process, Path folder) {
        if (process != null) {
            process.close();
            LOG.debug("worker {} ended; its last lines: {}", process.pid(), process.lastLines());
        }
        Folders.delete(folder);
    }
}
