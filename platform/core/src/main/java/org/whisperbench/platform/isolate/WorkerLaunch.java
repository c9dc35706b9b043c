package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.worker.BackendContent;
import org.whisperbench.worker.BackendWorker;
import org.whisperbench.worker.CallLimits;
import org.whisperbench.worker.JavaProgram;
import org.whisperbench.worker.WorkerProcess;

/**
 * Starts child processes, each with one model in it.
 *
 * @param files where classes are
 * @param settings how the processes run
 * @param folder absolute path of the folder in which each process gets one of its own
 * @param archive what makes processes start sooner
 */
record WorkerLaunch(ClassFiles files, IsolationSettings settings, Path folder, ClassArchive archive) {

    /** A process that sends no heartbeat for so long hangs as a whole, or the machine does. */
    private static final Duration STALL = Duration.ofSeconds(60);

    static CallLimits limits(Duration total) {
        return new CallLimits(STALL, total);
    }

    /**
     * Starts a process for a backend.
     *
     * @param provider the backend's class
     * @throws BackendException if it cannot be started
     */
    ModelProcess start(Class<?> provider) {
        BackendContent content = found(provider, files::content);
        List<Path> classPath = classPath();
        Path own = ownFolder();
        ClassArchive.Part part = archive.of(classPath, settings.javaOptions(), own);
        boolean started = false;
        try {
            List<String> options = new ArrayList<>(part.options());
            options.addAll(settings.javaOptions());
            JavaProgram program = new JavaProgram(options, classPath, own);
            WorkerProcess process = WorkerProcess.start(BackendWorker.command(program, provider.getName(), content));
            started = true;
            return new ModelProcess(process, own, end -> archive.ended(part, end));
        } finally {
            if (!started) {
                archive.ended(part, ModelProcess.End.SUDDEN);
                Folders.delete(own);
            }
        }
    }

    private List<Path> classPath() {
        List<Path> path = new ArrayList<>();
        BackendWorker.needs().forEach(type -> path.addAll(found(type, files::of)));
        return path;
    }

    /** A look for the files of a class. */
    private interface Look<R> {
        R of(Class<?> type) throws IOException;
    }

    private static <R> R found(Class<?> type, Look<R> look) {
        try {
            return look.of(type);
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
