package org.whisperbench.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a process writes what it says. The files go when this is closed, and at the latest when the tests end, if whoever
 * started the process failed before.
 *
 * @param output standard output
 * @param error standard error
 */
record Said(Path output, Path error) implements AutoCloseable {

    static Said nothing() throws IOException {
        return new Said(file(".out"), file(".err"));
    }

    private static Path file(String end) throws IOException {
        Path file = Files.createTempFile("whisperbench-", end);
        file.toFile().deleteOnExit();
        return file;
    }

    /** Starts a process that writes here. */
    Process start(ProcessBuilder builder) throws IOException {
        boolean started = false;
        try {
            Process process = builder.redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            started = true;
            return process;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    String out() throws IOException {
        return text(output);
    }

    String err() throws IOException {
        return text(error);
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(output);
        Files.deleteIfExists(error);
    }
}
