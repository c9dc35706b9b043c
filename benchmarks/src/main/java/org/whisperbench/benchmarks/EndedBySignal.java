package org.whisperbench.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.score.RunStatistics;

/** Measures how soon a host that benchmarks is gone after a signal, and with it the processes of its engines. */
public final class EndedBySignal implements AutoCloseable {

    private final Path program;
    private final Path userHome;

    private EndedBySignal(Path program) throws IOException {
        this.program = program;
        this.userHome = Files.createTempDirectory("whisperbench-home-");
    }

    /**
     * Measures.
     *
     * @param args folder of an unpacked distribution; how many hosts to end with each signal
     * @throws IOException if the program cannot be run
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream print = StandardOutput.open();
        if (args.length != 2) {
            print.println("usage: EndedBySignal DISTRIBUTION TIMES");
            return;
        }
        Conditions.now().lines().forEach(print::println);
        int times = Integer.parseInt(args[1]);
        Figures table = new Figures("ms, " + times + " hosts each", "median", "min", "max", "exit code");
        try (EndedBySignal measured =
                new EndedBySignal(Path.of(args[0]).toAbsolutePath().resolve("bin/whisperbench"))) {
            measured.add(table, "TERM", times);
            measured.add(table, "INT", times);
        }
        table.lines().forEach(print::println);
        print.println(Conditions.loadLine());
    }

    private void add(Figures table, String signal, int times) throws IOException, InterruptedException {
        double[] seconds = new double[times];
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Process host = benchmarking();
            seconds[i] = untilGone(host, signal);
            codes.add(Integer.toString(host.exitValue()));
        }
        RunStatistics statistics = RunStatistics.of(seconds);
        table.add(
                "from " + signal + " until host and engines are gone",
                Figures.millis(statistics.medianSeconds()),
                Figures.millis(statistics.minSeconds()),
                Figures.millis(statistics.maxSeconds()),
                String.join(", ", codes.stream().distinct().toList()));
    }

    /** A host whose engines have their models loaded and work. */
    private Process benchmarking() throws IOException {
        // A parent that ignores a signal hands that on to its children, and nothing in Java takes it back.
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT,TERM",
                        program.toString(),
                        "benchmark",
                        "-b",
                        "onnx",
                        "-n",
                        "100000")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", userHome.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("WHISPERBENCH_"));
        // What makes the archive of classes at the first start outlives the host on purpose, and is no engine.
        builder.environment().put("WHISPERBENCH_CLASS_ARCHIVE", "off");
        Process host = builder.start();
        BufferedReader progress = host.errorReader(StandardCharsets.UTF_8);
        for (String line = progress.readLine(); line != null; line = progress.readLine()) {
            if (line.matches(".* (warm-up|run) \\d+ of .*")) {
                return host;
            }
        }
        throw new WhisperException(ErrorKind.EXTERNAL, "the host ended; run 'whisperbench benchmark' to see why");
    }

    private static double untilGone(Process host, String signal) throws IOException, InterruptedException {
        List<ProcessHandle> engines = host.descendants().toList();
        if (engines.isEmpty()) {
            throw new WhisperException(ErrorKind.INTERNAL, "no engine of the host has a process of its own");
        }
        long start = System.nanoTime();
        new ProcessBuilder("kill", "-" + signal, Long.toString(host.pid()))
                .inheritIO()
                .start()
                .waitFor();
        host.waitFor();
        engines.forEach(engine -> engine.onExit().join());
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(userHome)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
