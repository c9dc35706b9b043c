package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Runs a script of this package with a Python that has the real package, given by the system property
 * {@code whisperbench.peer.python}; without it the test is skipped.
 */
final class Peer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path scratch;

    Peer(Path scratch) {
        this.scratch = scratch;
    }

    /** Returns what the script answers to the cases: it reads them as JSON from a file and prints JSON. */
    JsonNode answer(String script, Object cases) throws IOException, InterruptedException {
        Path program = scratch.resolve(script);
        try (InputStream source = Objects.requireNonNull(Peer.class.getResourceAsStream(script))) {
            Files.copy(source, program);
        }
        Path input = scratch.resolve("cases.json");
        Files.write(input, JSON.writeValueAsBytes(cases));
        return JSON.readTree(run(program, input));
    }

    private String run(Path program, Path input) throws IOException, InterruptedException {
        String python = System.getProperty("whisperbench.peer.python", "");
        assumeTrue(!python.isEmpty(), "no Python for peers");
        Path output = scratch.resolve("answer.json");
        Process process = new ProcessBuilder(python, program.toString(), input.toString())
                .redirectOutput(output.toFile())
                .redirectError(Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(program + " ended with " + process.exitValue());
        }
        return Files.readString(output);
    }
}
