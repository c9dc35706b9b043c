package org.whisperbench.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * A Python with the packages that a comparison needs.
 *
 * @param interpreter its program
 * @param work where scripts and what they write down are put
 */
record PythonPeer(String interpreter, Path work) {

    /** Runs a script of this package to its end. */
    void run(String script, String... arguments) throws IOException, InterruptedException {
        run(unpack(script), arguments);
    }

    /** Runs a script to its end. */
    void run(Path script, String... arguments) throws IOException, InterruptedException {
        Path log = work.resolve("python.txt");
        Process process = new ProcessBuilder(words(script, arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "'" + script.getFileName() + "' ended with " + exitCode + ": " + Files.readString(log));
        }
    }

    /** Starts the worker; the caller closes it. */
    Worker worker(String... arguments) throws IOException {
        Path log = work.resolve("worker.txt");
        Process process = new ProcessBuilder(words(unpack("peer_worker.py"), arguments))
                .redirectError(log.toFile())
                .start();
        return new Worker(process, process.inputReader(StandardCharsets.UTF_8), process.outputWriter(), log);
    }

    private List<String> words(Path script, String... arguments) {
        List<String> words = new ArrayList<>(List.of(interpreter, script.toString()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Writes a script of this package into the folder of work. */
    Path unpack(String script) throws IOException {
        Path file = work.resolve(script);
        try (InputStream in = PythonPeer.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalArgumentException(script + " is not in the jar");
            }
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    /**
     * A process that transcribes the same window each time it is asked.
     *
     * @param process the process
     * @param answers what it writes
     * @param questions what it reads
     * @param log what else it and its libraries say
     */
    record Worker(Process process, BufferedReader answers, BufferedWriter questions, Path log)
            implements AutoCloseable {

        /** Reads the next line that it writes. */
        String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new WhisperException(ErrorKind.EXTERNAL, "the worker ended: " + Files.readString(log));
            }
            return line;
        }

        /** Transcribes once, and writes so many tokens. */
        WindowRun transcribe(int tokens) throws IOException {
            questions.write(tokens + "\n");
            questions.flush();
            return WindowRun.parse(answer());
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
