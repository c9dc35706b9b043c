package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.score.RunStatistics;

/** Measures how long {@code bin/whisperbench backends} takes from its start to its end, on one or several JDKs in turns. */
public final class StartUp {

    private final Path program;
    private final Path userHome;

    private StartUp(Path program, Path userHome) {
        this.program = program;
        this.userHome = userHome;
    }

    /**
     * Measures.
     *
     * @param args folder of an unpacked distribution; how many runs on each JDK; then the homes of the JDKs
     * @throws IOException if the program cannot be run
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length < 3) {
            out.println("usage: StartUp DISTRIBUTION RUNS JAVA_HOME...");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        Path program = Path.of(args[0], "bin", windows() ? "whisperbench.cmd" : "whisperbench");
        List<Path> homes =
                List.of(args).subList(2, args.length).stream().map(Path::of).toList();
        StartUp startUp = new StartUp(program.toAbsolutePath(), Files.createTempDirectory("whisperbench-home-"));
        try {
            startUp.measure(homes, Integer.parseInt(args[1])).forEach(out::println);
        } finally {
            startUp.clear();
        }
        out.println(Conditions.loadLine());
    }

    private static boolean windows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /** The first run of each JDK is told apart: it fills the caches of the system and, once, the framework's. */
    private List<String> measure(List<Path> homes, int runs) throws IOException, InterruptedException {
        Map<Path, Double> first = new LinkedHashMap<>();
        Map<Path, List<Double>> further = new LinkedHashMap<>();
        for (Path home : homes) {
            first.put(home, run(home));
            further.put(home, new ArrayList<>());
        }
        for (int i = 0; i < runs; i++) {
            for (Path home : homes) {
                further.getOrDefault(home, List.of()).add(run(home));
            }
        }
        Figures table = new Figures("ms for 'whisperbench backends'", "first", "median of " + runs, "min", "max");
        further.forEach((home, seconds) -> {
            RunStatistics statistics = RunStatistics.of(
                    seconds.stream().mapToDouble(Double::doubleValue).toArray());
            table.add(
                    JdkRelease.of(home),
                    Figures.millis(first.getOrDefault(home, Double.NaN)),
                    Figures.millis(statistics.medianSeconds()),
                    Figures.millis(statistics.minSeconds()),
                    Figures.millis(statistics.maxSeconds()));
        });
        return table.lines();
    }

    private void clear() throws IOException {
        try (Stream<Path> files = Files.walk(userHome)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Runs once, as a user without any files of the program's. */
    private double run(Path javaHome) throws IOException, InterruptedException {
        Path output = userHome.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "backends")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toAbsolutePath().toString());
        builder.environment().put("HOME", userHome.toString());
        builder.environment().put("LOCALAPPDATA", userHome.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("WHISPERBENCH_"));
        long start = System.nanoTime();
        int exitCode = builder.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exitCode != 0) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "'" + program + "' ended with " + exitCode + ": " + Files.readString(output));
        }
        return seconds;
    }
}
