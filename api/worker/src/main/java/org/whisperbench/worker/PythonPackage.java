package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * The worker's side in Python, laid out in a folder: package {@code whisperbench_worker}, for Python 3.9 and later, with
 * nothing but its standard library. An engine is a subclass of {@code whisperbench_worker.Engine} in a module of its own.
 *
 * @param folder absolute path of the folder that holds the package
 */
public record PythonPackage(Path folder) {

    private static final String NAME = "whisperbench_worker";
    private static final List<String> FILES = List.of(
            "__init__.py",
            "__main__.py",
            "audio.py",
            "engine.py",
            "frames.py",
            "on_mlx.py",
            "opened.py",
            "options.py",
            "server.py");
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** What keeps Python from buffering, writing beside sources, and libraries from calling home. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "PYTHONUTF8", "1",
            "PYTHONUNBUFFERED", "1",
            "PYTHONDONTWRITEBYTECODE", "1",
            "HF_HUB_OFFLINE", "1",
            "TRANSFORMERS_OFFLINE", "1",
            "HF_HUB_DISABLE_TELEMETRY", "1",
            "TOKENIZERS_PARALLELISM", "false");

    /**
     * Writes the package into a folder; files that are there are replaced.
     *
     * @param folder absolute path, made if it is not there; the caller removes it
     * @return the package
     * @throws WhisperException if the folder cannot be written ({@link ErrorKind#EXTERNAL})
     */
    public static PythonPackage layOut(Path folder) {
        try {
            Path target = Files.createDirectories(folder.resolve(NAME));
            for (String file : FILES) {
                String resource = "python/" + NAME + "/" + file;
                try (InputStream in = PythonPackage.class.getResourceAsStream(resource)) {
                    if (in == null) {
                        throw new WhisperException(ErrorKind.INTERNAL, "resource '" + resource + "' is missing");
                    }
                    Files.copy(in, target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return new PythonPackage(folder);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "folder '" + folder + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Starts a worker in Python.
     *
     * @param interpreter path of the interpreter, or a name to look up
     * @param engine module and class of the engine, such as {@code mlx_engine:MlxEngine}
     * @param modules absolute path of the folder that holds the engine's module
     * @param directory absolute path of the folder that it runs in
     * @return the command, with a heartbeat of one second
     */
    public WorkerCommand command(String interpreter, String engine, Path modules, Path directory) {
        Map<String, String> environment = new TreeMap<>(ENVIRONMENT);
        environment.put("PYTHONPATH", folder + System.getProperty("path.separator", ":") + modules);
        return new WorkerCommand(List.of(interpreter, "-m", NAME, engine), environment, directory, HEARTBEAT);
    }
}
