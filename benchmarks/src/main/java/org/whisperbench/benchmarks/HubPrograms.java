package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.download.DownloadListener;
import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.download.Wanted;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.testkit.FakeHub;

/**
 * What fetches from one hub: this platform in this process and as a program, and huggingface_hub as a library and as
 * {@code hf}. Each run has an empty cache of its own, and its seconds are returned.
 *
 * @param hub the hub
 * @param python a Python with huggingface_hub; its {@code hf} is beside it
 * @param program this platform's launcher
 * @param work folder for caches
 */
record HubPrograms(FakeHub hub, PythonPeer python, Path program, Path work) {

    private static final double NANOS = 1e9;

    /** Something that takes time. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    static double seconds(Work work) throws IOException, InterruptedException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / NANOS;
    }

    double here(String repository, int workers) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "here");
        try {
            StoreRoots roots = new StoreRoots(List.of(), home.resolve("hub"));
            Downloads downloads = Downloads.over(roots, ModelStore.over(roots), environment(home));
            DownloadOptions usual = DownloadOptions.defaults();
            DownloadOptions options = usual.with(new DownloadOptions.Pace(
                    workers,
                    usual.pace().connections(),
                    0,
                    usual.pace().timeout(),
                    usual.pace().retries()));
            return seconds(() -> {
                DownloadReport report = downloads.ensure(
                        List.of(Wanted.repository(repository, "main", List.of(), List.of())),
                        options,
                        DownloadListener.none());
                if (!report.allWell()) {
                    throw new WhisperException(
                            ErrorKind.EXTERNAL, report.models().get(0).reason());
                }
            });
        } finally {
            delete(home);
        }
    }

    double library(String repository, int workers) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "library");
        try {
            return printed(home, "download", Integer.toString(workers), repository);
        } finally {
            delete(home);
        }
    }

    /** What the script of the library printed. */
    double printed(Path home, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of(python.interpreter(), python.unpack("hub_peer.py").toString()));
        words.addAll(List.of(arguments));
        return Double.parseDouble(output(words, environment(home)).strip());
    }

    double ours(String repository) throws IOException, InterruptedException {
        return program(List.of(program.toString(), "download", "-R", repository));
    }

    double hf(String repository) throws IOException, InterruptedException {
        Path hf = Path.of(python.interpreter()).resolveSibling("hf");
        return program(List.of(hf.toString(), "download", repository));
    }

    private double program(List<String> words) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "program");
        try {
            return seconds(() -> output(words, environment(home)));
        } finally {
            delete(home);
        }
    }

    /** Runs a program to its end; returns what it printed. */
    static String output(List<String> words, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new WhisperException(ErrorKind.EXTERNAL, "'" + String.join(" ", words) + "' failed: " + printed);
        }
        return printed;
    }

    private Map<String, String> environment(Path home) {
        return Map.of(
                "HF_HOME", home.toString(),
                "HF_ENDPOINT", hub.endpoint().toString(),
                "HF_HUB_DISABLE_XET", "1",
                "HF_HUB_DISABLE_TELEMETRY", "1",
                "HF_HUB_DISABLE_PROGRESS_BARS", "1",
                "NO_PROXY", "*");
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(HubPrograms::remove);
        }
    }

    private static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
