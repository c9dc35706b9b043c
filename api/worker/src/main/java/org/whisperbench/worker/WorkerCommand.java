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
            "LOCALAPPDATA",
            // Where the libraries of a graphics processor are, which faster-whisper's own instructions put there.
            "LD_LIBRARY_PATH",
            // Which of the machine's devices the user lends; without them an engine would take another one's.
            "CUDA_VISIBLE_DEVICES",
            "HIP_VISIBLE_DEVICES",
            "ROCR_VISIBLE_DEVICES",
            "ZE_AFFINITY_MASK",
            // How threads of OpenMP wait for each other, which decides how fast an engine is beside other programs.
            "OMP_WAIT_POLICY",
            "GOMP_SPINCOUNT");
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

    /**
     * Takes out of an environment what no engine needs to know: tokens, for one.
     *
     * @param environment variables by name; what stays is what every program needs to run, and what says which devices it
     *     may use
     */
    public static void reduce(Map<String, String> environment) {
        environment.keySet().removeIf(name -> !isInherited(name.toUpperCase(Locale.ROOT)));
    }

    private static boolean isInherited(String name) {
        return INHERITED.contains(name) || name.startsWith(InstalledTool.VARIABLE);
    }

    Process start(String mark) throws IOException {
        return builder(mark).start();
    }

    /** How the process is started: with a minimal environment, and a mark by which its descendants are found. */
    ProcessBuilder builder(String mark) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        reduce(builder.environment());
        builder.environment().putAll(SILENT);
        builder.environment().putAll(environment);
        builder.environment().put(ProcessTree.MARKER, mark);
        return builder;
    }
}
