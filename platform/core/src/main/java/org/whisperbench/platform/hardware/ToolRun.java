package org.whisperbench.platform.hardware;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    /** The lines that it printed, whatever its exit code, or nothing if it cannot be started or takes too long. */
    Optional<List<String>> lines(String... command) throws InterruptedException {
        Optional<Path> tool = find(command[0]);
        if (tool.isEmpty()) {
            return Optional.empty();
        }
        command[0] = tool.get().toString();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                String text = read(process).get(limit.toNanos(), TimeUnit.NANOSECONDS);
                return Optional.of(text.lines().map(String::strip).toList());
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
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

    private static CompletableFuture<String> read(Process process) {
        CompletableFuture<String> text = new CompletableFuture<>();
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
        return text;
    }
}
