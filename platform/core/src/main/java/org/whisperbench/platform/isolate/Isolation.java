package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.WhisperBackend;

/**
 * Keeps engines in child processes: a backend that goes in comes out as the same backend, whose models live in a virtual
 * machine of their own. Those of other backends are remembered, so that none outlives its backend. What the child does to itself (a crash of native code, {@code System.exit}, memory that runs out,
 * an endless loop) is a {@link org.whisperbench.worker.WorkerLostException} here.
 *
 * <p>May be used by several threads at once.
 */
public final class Isolation implements AutoCloseable {

    private final WorkerLaunch launch;
    private final IsolationSettings settings;
    private final Path folder;
    private final ScheduledThreadPoolExecutor clock;
    private final Set<Placed> placed = ConcurrentHashMap.newKeySet();

    private Isolation(ClassFiles files, IsolationSettings settings, Path folder, ClassArchive archive) {
        this.settings = settings;
        this.folder = folder;
        this.launch = new WorkerLaunch(files, settings, folder, archive);
        this.clock = new ScheduledThreadPoolExecutor(1, Isolation::thread);
        // Each call cancels what the call before it scheduled.
        clock.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "whisperbench idle workers");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Isolates backends that come in bundles.
     *
     * @param context of the bundle that uses this
     * @param settings what to isolate, and how
     * @param folder absolute path of a folder that nobody else uses; processes and files of an earlier run in it are deleted,
     *     what makes processes start sooner is used again
     * @return the isolation, closed by the caller
     * @throws IOException if the folder cannot be used
     */
    public static Isolation ofBundles(BundleContext context, IsolationSettings settings, Path folder)
            throws IOException {
        Path workers = Files.createDirectories(folder.resolve("workers"));
        try (Stream<Path> left = Files.list(workers)) {
            left.forEach(Folders::delete);
        }
        BundleFiles files = new BundleFiles(context, folder.resolve("bundles"));
        return new Isolation(files, settings, workers, ClassArchive.in(folder.resolve("archives")));
    }

    /**
     * Isolates backends of a plain class path: each in its own jar with all that it needs, besides the api's.
     *
     * @param settings what to isolate, and how
     * @return the isolation, closed by the caller
     * @throws IOException if there is no folder for temporary files
     */
    public static Isolation ofClassPath(IsolationSettings settings) throws IOException {
        Path folder = Files.createTempDirectory("whisperbench-");
        return new Isolation(new CodeSources(), settings, folder, ClassArchive.none());
    }

    /**
     * Puts a backend's engine into child processes, if the settings say so, and remembers each model that it loads.
     *
     * @param backend the backend
     * @param info who it is, as it said when it was asked first
     * @return the same backend for its user; {@link #release} frees it
     */
    public Placed place(WhisperBackend backend, BackendInfo info) {
        IdleClock idle = new IdleClock(clock, settings.idle());
        HeldBackend held = new HeldBackend(backend, info, settings, idle);
        Placed result = isApart(info)
                ? new Placed(new IsolatedBackend(backend, info, launch, idle), held)
                : new Placed(held, held);
        placed.add(result);
        return result;
    }

    private boolean isApart(BackendInfo info) {
        return switch (settings.which()) {
            case NATIVE -> info.nativeCode();
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    /**
     * Closes every model of a backend, ends their processes, and forgets it.
     *
     * @param backend what {@link #place} returned; any other is left alone
     */
    public void release(Placed backend) {
        if (placed.remove(backend)) {
            if (backend.backend() instanceof IsolatedBackend isolated) {
                isolated.close();
            }
            if (backend.inProcess() instanceof HeldBackend held) {
                held.close();
            }
        }
    }

    /** Closes every model and ends every process. */
    @Override
    public void close() {
        placed.forEach(this::release);
        clock.shutdownNow();
        launch.files().close();
        Folders.delete(folder);
    }
}
