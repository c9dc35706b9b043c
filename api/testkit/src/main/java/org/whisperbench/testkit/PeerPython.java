package org.whisperbench.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Real Python packages to hold our own computations against. The environment is made once per checkout, in
 * {@code target/peers}, and reused by later builds; two builds at once make it once. Where it cannot be made, the test
 * that asks is aborted, and what pip said is in {@code target/peers/refused.txt}.
 *
 * <p>Any number of threads may use an instance.
 */
public final class PeerPython {

    private static final List<String> PACKAGES = List.of(
            "transformers",
            "torch",
            "tokenizers",
            "safetensors",
            "onnx",
            "onnxruntime",
            "huggingface_hub",
            "numpy",
            "rapidfuzz");
    private static final Duration INSTALLATION = Duration.ofMinutes(20);
    private static final int TAIL = 4000;

    private final Path folder;

    private PeerPython(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the environment, or takes the one that is there.
     *
     * @return the environment
     * @throws org.opentest4j.TestAbortedException if there is no Python or no package index
     */
    public static synchronized PeerPython prepare() {
        Path folder = Path.of(System.getProperty("whisperbench.checkout", "."), "target", "peers")
                .toAbsolutePath();
        PeerPython python = new PeerPython(folder);
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid() || !python.isComplete()) {
                    python.install();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return python;
    }

    private Path marker() {
        return folder.resolve("complete");
    }

    private boolean isComplete() throws IOException {
        return Files.exists(marker()) && Files.readAllLines(marker()).equals(PACKAGES);
    }

    private void install() throws IOException {
        Files.deleteIfExists(marker());
        demand(List.of("python3", "-m", "venv", folder.resolve("venv").toString()));
        List<String> pip = new ArrayList<>(List.of(interpreter(), "-m", "pip", "install", "--retries", "0"));
        pip.addAll(PACKAGES);
        demand(pip);
        Files.write(marker(), PACKAGES);
    }

    private void demand(List<String> command) throws IOException {
        Outcome outcome;
        try {
            outcome = execute(command, INSTALLATION, true);
        } catch (IOException e) {
            outcome = new Outcome(-1, "", String.valueOf(e.getMessage()));
        }
        if (outcome.exitCode() != 0) {
            String refusal = outcome.out() + outcome.err();
            Files.writeString(folder.resolve("refused.txt"), refusal);
            Assumptions.abort("no environment with " + String.join(" ", PACKAGES) + ": " + tail(refusal));
        }
    }

    private String interpreter() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
        return folder.resolve("venv")
                .resolve(windows ? "Scripts/python.exe" : "bin/python")
                .toString();
    }

    /**
     * Runs a script that is a resource and waits for it.
     *
     * @param beside class in whose package the script is
     * @param script name of the resource
     * @param timeout how long the script may take; it and all its children are killed then
     * @param arguments what it gets
     * @return what it wrote on standard output
     * @throws AssertionError if it fails or takes too long
     */
    public String run(Class<?> beside, String script, Duration timeout, String... arguments) {
        try (InputStream in = beside.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalArgumentException(script + " is not beside " + beside.getName());
            }
            Path copy = Files.createTempFile(folder, "script", ".py");
            try {
                Files.write(copy, in.readAllBytes());
                return run(copy, timeout, arguments);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a script and waits for it.
     *
     * @param script path of the script
     * @param timeout how long the script may take; it and all its children are killed then
     * @param arguments what it gets
     * @return what it wrote on standard output
     * @throws AssertionError if it fails or takes too long
     */
    public String run(Path script, Duration timeout, String... arguments) {
        List<String> command = new ArrayList<>(List.of(interpreter(), script.toString()));
        command.addAll(List.of(arguments));
        try {
            Outcome outcome = execute(command, timeout, false);
            if (outcome.exitCode() != 0) {
                throw new AssertionError(
                        "'" + script + "' ended with " + outcome.exitCode() + ": " + tail(outcome.err()));
            }
            return outcome.out();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - TAIL)).strip();
    }

    private Outcome execute(List<String> command, Duration timeout, boolean network) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            Map<String, String> all = new TreeMap<>(builder.environment());
            builder.environment().keySet().removeIf(name -> !passes(name, network));
            builder.environment().putIfAbsent("LANG", all.getOrDefault("LC_ALL", "C.UTF-8"));
            int exitCode = await(builder.start(), timeout);
            return new Outcome(exitCode, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static boolean passes(String name, boolean network) {
        String upper = name.toUpperCase(Locale.ROOT);
        boolean always =
                List.of("PATH", "HOME", "LANG", "SYSTEMROOT", "USERPROFILE").contains(upper);
        boolean forPip = upper.startsWith("PIP_")
                || upper.endsWith("_PROXY")
                || List.of("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE")
                        .contains(upper);
        return always || (network && forPip);
    }

    private static int await(Process process, Duration timeout) {
        try {
            process.getOutputStream().close();
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError(
                    "'" + process.info().commandLine().orElse("a process") + "' took longer than " + timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a process ran", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private record Outcome(int exitCode, String out, String err) {}
}
