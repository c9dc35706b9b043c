package org.whisperbench.platform.provision;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Runs the commands of a setup, and keeps all that they say in a file. */
final class StepRun {

    private static final int KEPT_LINES = 12;

    private final SetupFiles files;
    private final Map<String, String> environment;
    private final Consumer<String> listener;

    /** The environment of the commands is this and nothing else. */
    StepRun(SetupFiles files, Map<String, String> environment, Consumer<String> listener) {
        this.files = files;
        this.environment = environment;
        this.listener = listener;
    }

    /** Runs one; the advice ends the message where it fails. */
    void run(SetupPlan.Step step, String advice) throws InterruptedException {
        tell(step.purpose() + ": " + step.line().lines().findFirst().orElse(""));
        Process process = start(step);
        Deque<String> last = new ArrayDeque<>();
        Thread reader = new Thread(() -> read(process, last), "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            int code = process.waitFor();
            reader.join();
            if (code != 0) {
                throw new SetupFailure(
                        "step '%s' ended with %d: %s%s; all that was said is in '%s'"
                                .formatted(step.purpose(), code, lastError(last), advice, files.log()),
                        List.copyOf(last));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(SetupPlan.Step step) {
        ProcessBuilder builder = new ProcessBuilder(step.command())
                .directory(files.work().toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "'" + step.command().get(0) + "' cannot be started: " + e.getMessage()
                            + "; install Python 3.10 or later, or name one with '--python'",
                    e);
        }
    }

    private void read(Process process, Deque<String> last) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    String shown = Credentials.hidden(line.strip());
                    keep(last, shown);
                    tell(shown);
                }
            }
        } catch (IOException e) {
            keep(last, "its output ended: " + e.getMessage());
        }
    }

    /** To whoever listens, and into the log. */
    private void tell(String line) {
        listener.accept(line);
        try {
            Files.createDirectories(files.log().getParent());
            Files.writeString(files.log(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // A log that cannot be written is no reason to stop: the program would wait for its reader.
            return;
        }
    }

    private static void keep(Deque<String> last, String line) {
        if (last.size() == KEPT_LINES) {
            last.removeFirst();
        }
        last.addLast(line);
    }

    /** pip names the reason in a line that begins so; what follows is advice. */
    private static String lastError(Deque<String> last) {
        return last.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("error"))
                .findFirst()
                .orElse(last.isEmpty() ? "it said nothing" : last.getLast());
    }

    /** A step that did not end well, with what its program said. */
    private static final class SetupFailure extends WhisperException {

        private static final long serialVersionUID = 1L;

        private final transient List<String> lines;

        SetupFailure(String message, List<String> lines) {
            super(ErrorKind.EXTERNAL, message);
            this.lines = lines;
        }

        @Override
        public List<String> lastLines() {
            return lines;
        }
    }
}
