package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;

/**
 * An engine in Python behind the interface of a backend. The backend's bundle holds the engine's module as a resource,
 * {@code python/MODULE.py} beside a class of the backend; the libraries are those of the backend's environment, see
 * {@link PythonEnvironment}. Any number of threads may use it.
 *
 * @param backend id of the backend
 * @param beside a class of the backend in whose package the folder {@code python} is
 * @param engine module and class of the engine, such as {@code mlx_engine:MlxEngine}
 * @param distributions packages of Python that the engine needs, the one whose version is the engine's first
 * @param wheels what these packages are published for
 */
public record PythonEngine(
        String backend, Class<?> beside, String engine, List<String> distributions, PythonWheels wheels) {

    /** Copies the list. */
    public PythonEngine {
        distributions = List.copyOf(distributions);
    }

    /**
     * An engine whose packages are published for every machine.
     *
     * @param backend id of the backend
     * @param beside a class of the backend in whose package the folder {@code python} is
     * @param engine module and class of the engine
     * @param distributions packages of Python that the engine needs
     */
    public PythonEngine(String backend, Class<?> beside, String engine, List<String> distributions) {
        this(backend, beside, engine, distributions, PythonWheels.everywhere());
    }

    /**
     * Looks whether the packages are there, without starting anything. Where they are, the machine's name is not asked for.
     *
     * @return the first package's version, or what is missing, or why it cannot be had here
     */
    public Availability availability() {
        return availability(PythonEnvironment.of(backend));
    }

    Availability availability(PythonEnvironment environment) {
        return availability(
                environment, System.getProperty("os.name", "unknown"), System.getProperty("os.arch", "unknown"));
    }

    Availability availability(PythonEnvironment environment, String system, String processor) {
        Availability found = installed(environment);
        Optional<String> refusal = wheels.refusal(system, processor);
        return found.isAvailable() || refusal.isEmpty()
                ? found
                : new Availability.Unavailable(refusal.get(), elsewhere());
    }

    private Availability installed(PythonEnvironment environment) {
        String remedy = remedy(environment);
        if (environment.interpreter().isEmpty()) {
            return new Availability.Unavailable("there is no Python for it in '" + environment.folder() + "'", remedy);
        }
        List<String> missing = distributions.stream()
                .filter(name -> environment.version(name).isEmpty())
                .toList();
        Optional<String> version = environment.version(distributions.get(0));
        return missing.isEmpty() && version.isPresent()
                ? new Availability.Available(version.get())
                : new Availability.Unavailable(
                        "the Python in '" + environment.folder() + "' lacks " + String.join(", ", missing), remedy);
    }

    /**
     * Looks which parts are there, without starting anything.
     *
     * @return the interpreter, then each package
     */
    public EngineParts parts() {
        return parts(PythonEnvironment.of(backend));
    }

    EngineParts parts(PythonEnvironment environment) {
        String remedy = availability(environment) instanceof Availability.Unavailable missing
                ? missing.remedy()
                : remedy(environment);
        List<EngineParts.Part> parts = new ArrayList<>();
        String python = environment.interpreter().map(Path::toString).orElse("");
        parts.add(new EngineParts.Part(
                EngineParts.Kind.INTERPRETER,
                "python",
                environment.pythonVersion().orElse("unknown"),
                python,
                true,
                python.isEmpty() ? remedy : ""));
        for (String distribution : distributions) {
            Optional<String> version = environment.version(distribution);
            parts.add(new EngineParts.Part(
                    EngineParts.Kind.LIBRARY,
                    distribution,
                    version.orElse("unknown"),
                    version.isPresent() ? environment.folder().toString() : "",
                    true,
                    version.isPresent() ? "" : remedy));
        }
        return new EngineParts(parts);
    }

    /**
     * Returns what the engine's environment is made of: the content of {@code python/BACKEND.requirements.txt} beside the
     * class, in pip's format, or else the names of the packages.
     *
     * @return one requirement a line
     */
    public String requirements() {
        try (InputStream in = beside.getResourceAsStream("python/" + backend + ".requirements.txt")) {
            return in == null
                    ? String.join("\n", distributions) + "\n"
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to do where no packages are published for the machine. */
    private String elsewhere() {
        return "use another backend here, or name an environment that has it in the variable "
                + PythonEnvironment.variable(backend);
    }

    /** What to type: an environment of its own, so that no other engine's packages come in between. */
    private String remedy(PythonEnvironment environment) {
        String packages = String.join(" ", distributions);
        return environment
                .interpreter()
                .filter(python -> environment.isUsers(backend))
                .map(python -> "run '\"%s\" -m pip install %s'".formatted(python, packages))
                .orElse("run 'whisperbench setup " + backend + "'");
    }

    /**
     * Makes sure that the model's files are whole, then loads it in a process of its own.
     *
     * @param model files that are on disk
     * @param options what the user asked for
     * @param progress told what the engine tells
     * @return the model; the caller closes it
     * @throws BackendException as {@link org.whisperbench.api.WhisperBackend#load}
     * @throws InterruptedException if the thread was interrupted; nothing stays loaded
     */
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        PythonEnvironment environment = PythonEnvironment.of(backend);
        if (availability(environment) instanceof Availability.Unavailable missing) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "backend '" + backend + "' cannot run: " + missing.reason() + "; " + missing.remedy());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        WorkerModel loaded = new WorkerModel(
                () -> PythonProcess.start(this, environment, model), new WorkerModel.Loading(backend, model, options));
        boolean ready = false;
        try {
            loaded.start(progress);
            ready = true;
            return loaded;
        } finally {
            if (!ready) {
                loaded.close();
            }
        }
    }
}
