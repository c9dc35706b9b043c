package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that was asked something, and is over.
 *
 * @param code its exit code; not 0 where it took too long
 * @param lines what it said, those that are not blank
 */
record ShortRun(int code, List<String> lines) {

    private static final int LIMIT_SECONDS = 60;

    /** Runs it, with these variables and no others. */
    static ShortRun of(List<String> command, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        CompletableFuture<Process> limit = process.onExit()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .exceptionally(late -> process.destroyForcibly());
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new ShortRun(
                    process.waitFor(),
                    said.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList());
        } finally {
            limit.cancel(true);
            process.destroyForcibly();
        }
    }

    /** What it said last, or that it said nothing. */
    String last() {
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
