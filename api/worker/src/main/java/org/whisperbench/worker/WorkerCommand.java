package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How to start a worker.
 *
 * @param command program and arguments
 * @param environment variables beside the few that every program needs to run, which alone are inherited
 * @param directory absolute path of the folder that it runs in
 * @param heartbeat how often the worker says that it lives while it is busy
 */
public record WorkerCommand(List<String> command, Map<String, String> environment, Path directory, Duration heartbeat) {

    private static final Set<String> INHERITED = Set.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "TMPDIR",
            "TMP",
            "TEMP",
            "SYSTEMROOT",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA");
    /** Engines tell their makers nothing. ONNX Runtime 1.29 and the next read different ones of the first two. */
    private static final Map<String, String> SILENT =
            Map.of("ORT_DISABLE_TELEMETRY", "1", "ORT_TELEMETRY_DISABLED", "1", "DO_NOT_TRACK", "1");

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** Copies the collections. */
    public WorkerCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Describes a command with a heartbeat of one second and nothing added to the environment.
     *
     * @param command program and arguments
     * @param directory absolute path of the folder that it runs in
     * @return the command
     */
    static WorkerCommand of(List<String> command, Path directory) {
        return new WorkerCommand(command, Map.of(), directory, HEARTBEAT);
    }

    /**
     * Changes the heartbeat.
     *
     * @param interval time between two, at least a millisecond
     * @return a command that is otherwise the same
     */
    public WorkerCommand withHeartbeat(Duration interval) {
        return new WorkerCommand(command, environment, directory, interval);
    }

    Process start(String mark) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> !INHERITED.contains(name.toUpperCase(Locale.ROOT)));
        builder.environment().putAll(SILENT);
        builder.environment().putAll(environment);
        builder.environment().put(ProcessTree.MARKER, mark);
        return builder.start();
    }
}
