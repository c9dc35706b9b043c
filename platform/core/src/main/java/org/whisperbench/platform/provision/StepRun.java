package org.whisperbench.platform.provision;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Runs the commands of a setup, with what of this process' environment concerns packages, and nothing else. */
final class StepRun {

    private static final Set<String> INHERITED = Set.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "TMPDIR",
            "TMP",
            "TEMP",
            "SYSTEMROOT",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "REQUESTS_CA_BUNDLE");
    private static final List<String> TOOLS = List.of("PIP_", "UV_");
    private static final int KEPT_LINES = 12;

    private final Path directory;
    private final Map<String, String> environment;
    private final Consumer<String> listener;

    StepRun(Path directory, Map<String, String> environment, Consumer<String> listener) {
        this.directory = directory;
        this.environment = environment;
        this.listener = listener;
    }

    void run(SetupPlan.Step step) throws InterruptedException {
        listener.accept(step.purpose() + ": " + step.line());
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
                        "step '%s' ended with %d: %s; run it by hand to see more: %s"
                                .formatted(step.purpose(), code, lastError(last), step.line()),
                        List.copyOf(last));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(SetupPlan.Step step) {
        ProcessBuilder builder =
                new ProcessBuilder(step.command()).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        environment.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            if (INHERITED.contains(upper) || TOOLS.stream().anyMatch(upper::startsWith)) {
                builder.environment().put(name, value);
            }
        });
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
                    listener.accept(shown);
                    keep(last, shown);
                }
            }
        } catch (IOException e) {
            keep(last, "its output ended: " + e.getMessage());
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
