package org.whisperbench.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.score.RunStatistics;

/** Measures how long a running host takes to list a backend whose jar was dropped, and to forget it when the jar goes. */
public final class DroppedJar implements AutoCloseable {

    private static final String LISTED = "example ";

    private final Path userHome;
    private final Path hot;
    private final Process host;
    private final Writer in;
    private final BufferedReader out;
    private int asked;

    private DroppedJar(Path program, Path userHome) throws IOException {
        this.userHome = userHome;
        this.hot = Files.createDirectories(userHome.resolve(".local/share/whisperbench/backends"));
        ProcessBuilder builder = new ProcessBuilder(program.toString()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", userHome.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") || name.startsWith("WHISPERBENCH_"));
        this.host = builder.start();
        this.in = host.outputWriter(StandardCharsets.UTF_8);
        this.out = host.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Measures.
     *
     * @param args folder of an unpacked distribution; how many times to drop and to delete
     * @throws IOException if the program cannot be run
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream print = StandardOutput.open();
        if (args.length != 2) {
            print.println("usage: DroppedJar DISTRIBUTION TIMES");
            return;
        }
        Conditions.now().lines().forEach(print::println);
        Path distribution = Path.of(args[0]).toAbsolutePath();
        Path userHome = Files.createTempDirectory("whisperbench-home-");
        try (DroppedJar dropped = new DroppedJar(distribution.resolve("bin").resolve("whisperbench"), userHome)) {
            dropped.measure(example(distribution), Integer.parseInt(args[1])).forEach(print::println);
        }
        print.println(Conditions.loadLine());
    }

    private static Path example(Path distribution) throws IOException {
        try (Stream<Path> examples = Files.list(distribution.resolve("examples"))) {
            return examples.filter(jar -> jar.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new WhisperException(
                            ErrorKind.USER, "'" + distribution + "' has no example of a backend; unpack it again"));
        }
    }

    private List<String> measure(Path example, int times) throws IOException {
        Path jar = hot.resolve("example.jar");
        List<Double> ask = new ArrayList<>();
        List<Double> dropped = new ArrayList<>();
        List<Double> deleted = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            ask.add(untilListed(false, System.nanoTime()));
            Path whole = Files.copy(example, userHome.resolve("whole.jar"), StandardCopyOption.REPLACE_EXISTING);
            long start = System.nanoTime();
            Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE);
            dropped.add(untilListed(true, start));
            start = System.nanoTime();
            Files.delete(jar);
            deleted.add(untilListed(false, start));
        }
        Figures table = new Figures("ms in a running host", "median of " + times, "min", "max");
        add(table, "one question, nothing changed", ask);
        add(table, "from the drop to the answer that lists it", dropped);
        add(table, "from the deletion to the answer without it", deleted);
        return table.lines();
    }

    private static void add(Figures table, String title, List<Double> seconds) {
        RunStatistics statistics = RunStatistics.of(
                seconds.stream().mapToDouble(Double::doubleValue).toArray());
        table.add(
                title,
                Figures.millis(statistics.medianSeconds()),
                Figures.millis(statistics.minSeconds()),
                Figures.millis(statistics.maxSeconds()));
    }

    /** Asks for the backends again and again; seconds until the answer is as wanted. */
    private double untilListed(boolean wanted, long start) throws IOException {
        while (isListed() != wanted) {
            if (System.nanoTime() - start > 60_000_000_000L) {
                throw new WhisperException(ErrorKind.EXTERNAL, "the host did not notice the jar within 60 s");
            }
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean isListed() throws IOException {
        asked++;
        String mark = "answered-" + asked;
        in.write("backends\necho " + mark + "\n");
        in.flush();
        boolean listed = false;
        for (String line = out.readLine(); ; line = out.readLine()) {
            if (line == null) {
                throw new WhisperException(ErrorKind.EXTERNAL, "the host ended; start 'whisperbench' to see why");
            }
            if (line.contains(mark)) {
                return listed;
            }
            listed |= line.startsWith(LISTED);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            host.waitFor();
        } catch (InterruptedException e) {
            host.destroy();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(userHome)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
