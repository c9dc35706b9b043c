package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ResolvedModel;

/**
 * A process with an engine in Python, and its folder: the worker's package, the engine's module, a home for whatever the
 * libraries want to keep, and the model's declared files, linked. So the libraries see no file that is not declared, and
 * one that deletes what it cannot read deletes links.
 */
final class PythonProcess {

    private PythonProcess() {}

    static WorkerModel.Running start(PythonEngine engine, PythonEnvironment environment, ResolvedModel model) {
        // At each start: a file may have been exchanged since the last one.
        ModelFiles.examine(model);
        Path folder = null;
        boolean started = false;
        try {
            folder = TemporaryFolder.make("whisperbench-" + engine.backend() + "-");
            Path home = Files.createDirectories(folder.resolve("home"));
            ResolvedModel linked = LinkFarm.of(model, folder.resolve("model"));
            WorkerProcess process = WorkerProcess.start(command(engine, environment, folder, home));
            started = true;
            return new WorkerModel.Running(process, linked, folder);
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "a folder for backend '" + engine.backend() + "' cannot be made: " + e.getMessage()
                            + "; make room in '" + TemporaryFolder.parent() + "'",
                    e);
        } finally {
            if (!started && folder != null) {
                TemporaryFolder.delete(folder);
            }
        }
    }

    private static WorkerCommand command(PythonEngine engine, PythonEnvironment environment, Path folder, Path home)
            throws IOException {
        Path modules = Files.createDirectories(folder.resolve("modules"));
        String module = engine.engine().substring(0, engine.engine().indexOf(':'));
        String resource = "python/" + module + ".py";
        try (InputStream in = engine.beside().getResourceAsStream(resource)) {
            Objects.requireNonNull(in, () -> "resource '" + resource + "' is missing in the backend");
            Files.copy(in, modules.resolve(module + ".py"), StandardCopyOption.REPLACE_EXISTING);
        }
        String interpreter = environment
                .interpreter()
                .map(Path::toString)
                .orElseThrow(() -> new BackendException(
                        ErrorKind.BACKEND_UNAVAILABLE, "there is no Python in '" + environment.folder() + "'"));
        WorkerCommand command = PythonPackage.layOut(modules).command(interpreter, engine.engine(), modules, folder);
        Map<String, String> variables = new HashMap<>(command.environment());
        variables.put("PYTHONNOUSERSITE", "1");
        variables.put("HF_HOME", home.toString());
        variables.put("XDG_CACHE_HOME", home.toString());
        return new WorkerCommand(command.command(), variables, folder, command.heartbeat());
    }
}
