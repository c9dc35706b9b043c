package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Real workers, in both languages. */
enum TestWorker {
    JAVA,
    PYTHON;

    /** Limits that no healthy call reaches. */
    static final CallLimits WIDE = new CallLimits(Duration.ofSeconds(60), Duration.ofSeconds(60));

    static final boolean LINUX = Files.exists(Path.of("/proc/self/environ"));

    static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .map(Path::of)
                .toList();
    }

    WorkerCommand command(Path folder) {
        WorkerCommand command = switch (this) {
            case JAVA ->
                new JavaProgram(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), classPath(), folder)
                        .command(ScriptedWorker.class.getName(), List.of());
            case PYTHON -> python(folder, "scripted_engine:Scripted");
        };
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.putAll(LeftProcesses.mark(folder));
        return new WorkerCommand(command.command(), environment, folder, Duration.ofMillis(50));
    }

    static WorkerCommand python(Path folder, String engine) {
        try {
            Process probe = new ProcessBuilder("python3", "--version").start();
            Assumptions.assumeTrue(probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0, "no python3");
        } catch (IOException e) {
            Assumptions.abort("no python3: " + e.getMessage());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        try (InputStream in = TestWorker.class.getResourceAsStream("scripted_engine.py")) {
            Path module = folder.resolve("scripted_engine.py");
            if (!Files.exists(module)) {
                Files.write(module, Objects.requireNonNull(in).readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PythonPackage.layOut(folder).command("python3", engine, folder, folder);
    }

    /** Starts and initialises. */
    WorkerProcess start(Path folder) throws InterruptedException {
        WorkerProcess worker = WorkerProcess.start(command(folder));
        assertInstanceOf(CallOutcome.Answered.class, worker.initialize(WIDE), worker.lastLines()::toString);
        return worker;
    }

    static Call<Transcription> script(String what, String argument) {
        return Call.transcribe(
                Path.of("/none.wav"),
                new TranscribeOptions(
                        "en",
                        TranscribeOptions.Task.TRANSCRIBE,
                        true,
                        Duration.ZERO,
                        Map.of("do", what, "argument", argument)));
    }

    static CallOutcome<Transcription> run(WorkerProcess worker, String what, String argument)
            throws InterruptedException {
        return worker.call(script(what, argument), WIDE, Progress.none());
    }

    /** Reads what a process writes to standard error, as a host does. */
    static void drainErrors(Process process) {
        Thread drain = new Thread(
                () -> {
                    try {
                        process.getErrorStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "drain");
        drain.setDaemon(true);
        drain.start();
    }

    static <R> CallOutcome.Answered<R> answered(CallOutcome<R> outcome) {
        if (outcome instanceof CallOutcome.Answered<R> answered) {
            return answered;
        }
        throw new AssertionError(outcome);
    }

    static WorkerFailure failure(CallOutcome<?> outcome) {
        return assertInstanceOf(CallOutcome.Unanswered.class, outcome).failure();
    }
}
