package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    public SetupPlan plan(String backend, SetupOptions options) throws InterruptedException {
        PythonEngine engine = engine(backend);
        Tools tools = tools(options);
        try {
            return prepare(engine, tools).plan();
        } catch (WhisperException e) {
            // The commands are worth seeing where they cannot be run, too.
            Interpreter unknown = Interpreter.unknown(options.python());
            return prepared(engine, tools, unknown, String.valueOf(e.getMessage()))
                    .plan();
        }
    }

    /** What one setup works with. */
    private record Tools(Optional<Path> uv, PackageVariables variables) {

        SetupOptions options() {
            return variables.options();
        }
    }

    private Tools tools(SetupOptions options) {
        return new Tools(uv(), new PackageVariables(environment, options));
    }

    /** A plan, and the environment that its commands get. */
    private record Prepared(SetupPlan plan, Map<String, String> variables) {}

    private static Prepared prepare(PythonEngine engine, Tools tools) throws InterruptedException {
        Interpreter python = Interpreter.ask(
                tools.options().python(), tools.uv(), tools.variables().inherited());
        python.require(engine, tools.uv().isPresent());
        return prepared(engine, tools, python, "");
    }

    private static Prepared prepared(PythonEngine engine, Tools tools, Interpreter python, String problem)
            throws InterruptedException {
        PackageVariables variables = tools.variables();
        SetupOptions options = tools.options();
        Map<String, String> added = tools.uv().isEmpty()
                ? variables.forPip()
                : variables.forUv(PipConfiguration.of(python.executable(), variables.inherited()));
        SetupFiles files = SetupFiles.of(engine);
        Path lock = SetupFiles.lock(engine, python);
        Optional<Path> used = Optional.of(lock).filter(file -> !options.renew() && Files.isRegularFile(file));
        SetupPlan plan = new SetupPlan(
                engine.backend(),
                files.environment(),
                lock,
                used.isPresent(),
                engine.requirements().lines().filter(line -> !line.isBlank()).toList(),
                new Installer(tools.uv(), python, options, added).steps(files, used),
                files.work(),
                problem);
        return new Prepared(plan, variables.all(added));
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
            Path lock;
            try (EnginesLock held = EnginesLock.take(PythonEnvironment.enginesFolder())) {
                Prepared prepared = prepare(engine, tools(options));
                lock = prepared.plan().lock();
                StepRun runner = new StepRun(files, prepared.variables(), listener);
                held.replacement(files).make(prepared.plan(), engine.requirements(), runner);
            }
            Availability found = backend(backend).availability();
            return new SetupReport(
                    backend,
                    files.environment().toString(),
                    lock.toString(),
                    packages(lock),
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
