package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.worker.InstalledTool;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonEnvironment;

/** Environments of Python below the user's folder for engines. */
final class PythonProvisions implements Provisions {

    private static final double NANOS = 1e9;

    private final Backends backends;
    private final Map<String, String> environment;

    PythonProvisions(Backends backends, Map<String, String> environment) {
        this.backends = backends;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<String> backends() {
        return backends.list().stream()
                .filter(backend -> backend.ability(PythonEngine.class).isPresent())
                .map(backend -> backend.info().id())
                .distinct()
                .toList();
    }

    @Override
    public SetupPlan plan(String backend, SetupOptions options) {
        PythonEngine engine = engine(backend);
        SetupFiles files = SetupFiles.of(engine);
        boolean locked = !options.renew() && Files.isRegularFile(files.lock());
        return new SetupPlan(
                backend,
                files.environment(),
                files.lock(),
                locked,
                engine.requirements().lines().filter(line -> !line.isBlank()).toList(),
                new Installer(uv(), options).steps(files, locked));
    }

    private static Optional<Path> uv() {
        return InstalledTool.find("uv");
    }

    private RegisteredBackend backend(String id) {
        return backends.list().stream()
                .filter(one -> one.info().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER,
                        "there is no backend '%s'; those that need an environment are %s".formatted(id, backends())));
    }

    private PythonEngine engine(String id) {
        PythonEngine engine = backend(id)
                .ability(PythonEngine.class)
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER,
                        "backend '%s' needs no environment of Python; those that do are %s".formatted(id, backends())));
        PythonEnvironment used = PythonEnvironment.of(id);
        if (!used.folder().equals(SetupFiles.of(engine).environment())) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "backend '%s' uses your own environment '%s'; unset its variable WHISPERBENCH_PYTHON_… to have one made"
                            .formatted(id, used.folder()));
        }
        return engine;
    }

    @Override
    public SetupReport setUp(String backend, SetupOptions options, Consumer<String> listener)
            throws InterruptedException {
        PythonEngine engine = engine(backend);
        SetupFiles files = SetupFiles.of(engine);
        SetupPlan plan = plan(backend, options);
        long start = System.nanoTime();
        Path engines = PythonEnvironment.enginesFolder();
        try {
            Files.createDirectories(engines);
            try (FileChannel channel = FileChannel.open(
                            engines.resolve(".setup.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock(channel)) {
                if (held == null) {
                    throw new WhisperException(
                            ErrorKind.RESOURCES, "another setup is running in '" + engines + "'; wait for its end");
                }
                replace(engine, files, plan, listener);
            }
            Availability found = backend(backend).availability();
            return new SetupReport(
                    backend,
                    files.environment().toString(),
                    files.lock().toString(),
                    packages(files.lock()),
                    found instanceof Availability.Available available ? available.engineVersion() : "unknown",
                    (System.nanoTime() - start) / NANOS);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "environment '" + files.environment() + "' cannot be made: " + e, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process.
            return null;
        }
    }

    private static List<String> packages(Path lock) throws IOException {
        return Files.readAllLines(lock).stream()
                .map(String::strip)
                .filter(line -> line.matches("[A-Za-z0-9].*==.*"))
                .map(line -> line.split("[ \\\\]", 2)[0])
                .toList();
    }

    /** Puts the former environment aside until the new one is complete. */
    private void replace(PythonEngine engine, SetupFiles files, SetupPlan plan, Consumer<String> listener)
            throws IOException, InterruptedException {
        FolderRemoval.of(files.work());
        Files.createDirectories(files.work());
        boolean done = false;
        try {
            Files.writeString(files.requirements(), engine.requirements());
            if (Files.exists(files.environment())) {
                Files.move(files.environment(), files.aside());
            }
            run(files, plan, listener);
            done = true;
        } finally {
            if (!done) {
                FolderRemoval.of(files.environment());
                if (Files.exists(files.aside())) {
                    Files.move(files.aside(), files.environment());
                }
            }
            FolderRemoval.of(files.work());
        }
    }

    private void run(SetupFiles files, SetupPlan plan, Consumer<String> listener)
            throws IOException, InterruptedException {
        StepRun runner = new StepRun(files.work(), environment, listener);
        List<SetupPlan.Step> steps = plan.steps();
        boolean kept = plan.locked();
        runner.run(steps.get(0));
        if (!plan.locked()) {
            runner.run(steps.get(1));
            writeLock(files);
        }
        try {
            runner.run(steps.get(steps.size() - 1));
            kept = true;
        } finally {
            if (!kept) {
                Files.deleteIfExists(files.lock());
            }
        }
    }

    private static void writeLock(SetupFiles files) throws IOException {
        if (!Files.exists(files.newLock())) {
            Files.write(files.newLock(), PipReport.lock(files.report()));
        }
        Files.createDirectories(files.lock().getParent());
        Files.move(files.newLock(), files.lock(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public TeardownReport tearDown(String backend) {
        SetupFiles files = SetupFiles.of(engine(backend));
        Path folder = files.environment();
        boolean there = Files.isDirectory(folder);
        if (there && !Files.isRegularFile(folder.resolve("pyvenv.cfg"))) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'%s' is no environment of Python, so it stays; delete it by hand if nobody needs it"
                            .formatted(folder));
        }
        try {
            return new TeardownReport(backend, folder.toString(), there, FolderRemoval.of(folder));
        } catch (IOException e) {
            throw new WhisperException(ErrorKind.EXTERNAL, "'" + folder + "' cannot be deleted: " + e, e);
        }
    }
}
