package org.whisperbench.platform.isolate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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

/** A child process for one model, and the folder of its files. */
final class ModelProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelProcess.class);

    /** What leaves a virtual machine in doubt. */
    private static final Set<String> FATAL =
            Set.of(StackOverflowError.class.getName(), InternalError.class.getName(), LinkageError.class.getName());

    /** How long an engine may take to free its model before it is ended without. */
    private static final CallLimits PARTING = new CallLimits(Duration.ofSeconds(2), Duration.ofSeconds(2));

    private final WorkerProcess process;
    private final Path folder;
    private final Consumer<End> parting;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** How a process went. */
    enum End {
        /** By itself, without a failure. */
        IN_ORDER,
        /** It was asked to end, and had to be killed or failed. */
        ASKED_IN_VAIN,
        /** It was killed, or crashed. */
        SUDDEN
    }

    /**
     * Takes over a process that was started in a folder of its own.
     *
     * @param parting told once when the process is gone, while its folder is still there
     */
    ModelProcess(WorkerProcess process, Path folder, Consumer<End> parting) {
        this.process = process;
        this.folder = folder;
        this.parting = parting;
    }

    /**
     * Brings up the backend and loads the model; each may take as long as the limit says.
     *
     * @throws WorkerLostException if there is no model then
     */
    Answered<LoadedIdentity> load(Call<LoadedIdentity> load, Duration limit, Progress progress)
            throws InterruptedException {
        answered(process.initialize(WorkerLaunch.limits(limit)));
        return call(load, WorkerLaunch.limits(limit), progress);
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
        return answered(process.call(call, limits, progress));
    }

    private <R> Answered<R> answered(CallOutcome<R> outcome) {
        if (outcome instanceof Answered<R> answered) {
            return answered;
        }
        WorkerFailure failure = ((Unanswered<R>) outcome).failure();
        if (isInDoubt(failure)) {
            kill();
        }
        throw new WorkerLostException(failure);
    }

    private static boolean isInDoubt(WorkerFailure failure) {
        return !(failure instanceof Failed failed)
                || failed.kind() == WorkerErrorKind.OOM
                || FATAL.contains(failed.exception());
    }

    /** Says in the log why the process is not alive, unless it was ended here. */
    void explainEnd(String model) throws InterruptedException {
        if (ended.get() || !(process.call(Call.unload(), PARTING, Progress.none()) instanceof Unanswered<?> lost)) {
            return;
        }
        WorkerFailure failure = lost.failure();
        if (!(failure instanceof WorkerFailure.Cancelled)) {
            LOG.warn(
                    "the process of model '{}' ended by itself: {}; its last lines: {}",
                    model,
                    failure.sentence(),
                    failure.lastLines());
        }
    }

    /** Frees the model and ends the process. Nobody calls it meanwhile; further calls have no effect. */
    @Override
    public void close() {
        boolean asked = process.isAlive();
        if (asked) {
            try {
                // Whatever comes of it, the process ends now.
                CallOutcome<Call.Done> parting = process.call(Call.shutdown(), PARTING, Progress.none());
                LOG.trace("worker {} was asked to end: {}", process.pid(), parting);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        end(asked ? End.ASKED_IN_VAIN : End.SUDDEN);
    }

    /** Ends the process at once, also while it is called. Further calls have no effect. */
    void kill() {
        process.cancel();
        end(End.SUDDEN);
    }

    private void end(End otherwise) {
        process.close();
        if (ended.compareAndSet(false, true)) {
            LOG.debug("worker {} ended; its last lines: {}", process.pid(), process.lastLines());
            CrashReport.keep(folder);
            boolean inOrder =
                    process.exit().filter(status -> status.code() == 0).isPresent();
            parting.accept(inOrder ? End.IN_ORDER : otherwise);
            Folders.delete(folder);
        }
    }
}
