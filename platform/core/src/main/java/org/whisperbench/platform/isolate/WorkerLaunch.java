package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.worker.BackendWorker;
import org.whisperbench.worker.Call;
import org.whisperbench.worker.CallLimits;
import org.whisperbench.worker.CallOutcome;
import org.whisperbench.worker.JavaProgram;
import org.whisperbench.worker.WorkerLostException;
import org.whisperbench.worker.WorkerProcess;

/**
 * Starts child processes, each with one model in it.
 *
 * @param files where classes are
 * @param settings how the processes run
 * @param folder absolute path of the folder in which each process gets one of its own
 */
record WorkerLaunch(ClassFiles files, IsolationSettings settings, Path folder) {

    /** A process that sends no heartbeat for so long hangs as a whole, or the machine does. */
    private static final Duration STALL = Duration.ofSeconds(60);

    static CallLimits limits(Duration total) {
        return new CallLimits(STALL, total);
    }

    /**
     * Starts a process and loads a model in it.
     *
     * @throws BackendException if there is no such process or no such model then
     */
    LoadedWorker load(Class<?> provider, ResolvedModel model, LoadOptions options, Progress progress)
            throws InterruptedException {
        Path own = ownFolder();
        WorkerProcess process = null;
        boolean loaded = false;
        try {
            process = WorkerProcess.start(BackendWorker.command(program(own), provider.getName(), content(provider)));
            CallLimits limits = limits(settings.loadLimit(options.timeout()));
            process.initialize(limits).orThrow();
            CallOutcome<org.whisperbench.api.LoadedIdentity> outcome =
                    process.call(Call.load(model, options), limits, progress);
            LoadedWorker worker = new LoadedWorker(process, own, answered(outcome));
            loaded = true;
            return worker;
        } finally {
            if (!loaded) {
                LoadedWorker.end(process, own);
            }
        }
    }

    private static <R> CallOutcome.Answered<R> answered(CallOutcome<R> outcome) {
        if (outcome instanceof CallOutcome.Answered<R> answered) {
            return answered;
        }
        throw new WorkerLostException(((CallOutcome.Unanswered<R>) outcome).failure());
    }

    private JavaProgram program(Path own) {
        List<Path> path = new ArrayList<>();
        BackendWorker.needs().forEach(type -> path.addAll(classPath(type)));
        return new JavaProgram(settings.javaOptions(), path, own);
    }

    private List<Path> content(Class<?> provider) {
        return classPath(provider);
    }

    private List<Path> classPath(Class<?> type) {
        try {
            return files.of(type);
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "the jar of '%s' cannot be used by a process of its own: %s; run with '--in-process'"
                            .formatted(type.getSimpleName(), reason(e)),
                    e);
        }
    }

    private Path ownFolder() {
        try {
            return Files.createTempDirectory(folder, "worker-");
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "folder '%s' for the files of a process cannot be written: %s; make room or correct its rights"
                            .formatted(folder, reason(e)),
                    e);
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
