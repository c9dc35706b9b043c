package org.whisperbench.platform.hardware;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Runs a small tool of the system and reads what it prints.
 *
 * @param limit how long it may take; it is killed then
 * @param environment all that it gets of the environment
 */
record ToolRun(Duration limit, Map<String, String> environment) {

    private static final int MOST_BYTES = 1 << 16;

    /** Starts it, so that other facts are gathered meanwhile. */
    Running start(String... command) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Optional<Process> process = find(command[0]).flatMap(tool -> start(tool, command));
        process.ifPresentOrElse(p -> read(p, text), () -> text.completeExceptionally(new IOException("not started")));
        return new Running(process, text, System.nanoTime() + limit.toNanos());
    }

    /**
     * A tool that was started, if it could be.
     *
     * @param process its process
     * @param text what it prints
     * @param end when it is killed
     */
    record Running(Optional<Process> process, CompletableFuture<String> text, long end) {

        /** The lines that it printed, whatever its exit code, or nothing if it cannot be started or takes too long. */
        Optional<List<String>> lines() throws InterruptedException {
            try {
                String all = text.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                return Optional.of(all.lines().map(String::strip).toList());
            } catch (ExecutionException | TimeoutException e) {
                return Optional.empty();
            } finally {
                process.ifPresent(Process::destroyForcibly);
            }
        }
    }

    private Optional<Process> start(Path tool, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, tool.toString());
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return Optional.of(process);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The system would look it up in the path of this process, not in the one given. */
    private Optional<Path> find(String name) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe")))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void read(Process process, CompletableFuture<String> text) {
        Thread reader = new Thread(
                () -> {
                    try {
                        byte[] bytes = process.getInputStream().readNBytes(MOST_BYTES);
                        text.complete(new String(bytes, StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        text.completeExceptionally(e);
                    }
                },
                "whisperbench-hardware");
        reader.setDaemon(true);
        reader.start();
    }
}
