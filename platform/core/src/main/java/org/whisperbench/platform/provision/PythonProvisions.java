package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

    private Map<String, String> environment(SetupOptions options) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(new Installer(uv(), options).variables());
        return variables;
    }

    /** Where the variable for it says, else on the {@code PATH} that the commands get. */
    private Optional<Path> uv() {
        return environment.containsKey("WHISPERBENCH_TOOL_UV")
                ? InstalledTool.find("uv")
                : InstalledTool.find("uv", environment.getOrDefault("PATH", ""), System.getProperty("os.name", ""));
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
        long start = System.nanoTime();
        try {
            try (EnginesLock held = EnginesLock.take(PythonEnvironment.enginesFolder())) {
                StepRun runner = new StepRun(files.work(), environment(options), listener);
                held.replacement(files).make(plan(backend, options), engine.requirements(), runner);
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

    private static List<String> packages(Path lock) throws IOException {
        return Files.readAllLines(lock).stream()
                .map(String::strip)
                .filter(line -> line.matches("[A-Za-z0-9].*==.*"))
                .map(line -> line.split("[ \\\\]", 2)[0])
                .toList();
    }

    @Override
    public TeardownReport tearDown(String backend) {
        SetupFiles files = SetupFiles.of(engine(backend));
        Path folder = files.environment();
        if (!Replacement.isFor(files)) {
            return new TeardownReport(backend, folder.toString(), false, 0);
        }
        try (EnginesLock held = EnginesLock.take(PythonEnvironment.enginesFolder())) {
            boolean there = Replacement.isFor(files);
            return new TeardownReport(
                    backend, folder.toString(), there, held.replacement(files).remove());
        } catch (IOException e) {
            throw new WhisperException(ErrorKind.EXTERNAL, "'" + folder + "' cannot be deleted: " + e, e);
        }
    }
}
