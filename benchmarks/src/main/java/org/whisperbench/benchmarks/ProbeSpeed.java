package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.whisperbench.api.Availability;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.score.RunStatistics;

/**
 * Measures how long backends take to tell whether their engine can run here: each alone, and all at once, as the commands
 * ask them. The first answer is told apart, since it has the loading of classes in it.
 */
public final class ProbeSpeed {

    private static final double NANOS = 1e9;

    private ProbeSpeed() {}

    /**
     * Measures.
     *
     * @param args folder of an unpacked distribution; how many times each is asked. Environments of Python are looked for
     *     where the program itself does
     * @throws IOException if the distribution cannot be read
     */
    public static void main(String[] args) throws IOException {
        PrintStream out = StandardOutput.open();
        if (args.length != 2) {
            out.println("usage: ProbeSpeed DISTRIBUTION RUNS");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        List<WhisperBackend> backends = backends(Path.of(args[0], "backends"));
        int runs = Integer.parseInt(args[1]);
        Figures table = new Figures("ms for availability()", "first", "median of " + runs, "max", "answer");
        for (WhisperBackend backend : backends) {
            row(table, backend.info().id(), runs, () -> List.of(backend.availability()));
        }
        row(
                table,
                "all " + backends.size() + " at once",
                runs,
                () -> backends.parallelStream()
                        .map(WhisperBackend::availability)
                        .toList());
        table.lines().forEach(out::println);
        out.println(Conditions.loadLine());
    }

    /** Asks. */
    private interface Question {
        List<Availability> ask();
    }

    private static void row(Figures table, String name, int runs, Question question) {
        double first = seconds(question);
        double[] further = new double[runs];
        for (int i = 0; i < runs; i++) {
            further[i] = seconds(question);
        }
        RunStatistics statistics = RunStatistics.of(further);
        long there = question.ask().stream().filter(Availability::isAvailable).count();
        table.add(
                name,
                Figures.millis(first),
                Figures.millis(statistics.medianSeconds()),
                Figures.millis(statistics.maxSeconds()),
                there + " available");
    }

    private static double seconds(Question question) {
        long start = System.nanoTime();
        List<Availability> answers = question.ask();
        double seconds = (System.nanoTime() - start) / NANOS;
        if (answers.isEmpty()) {
            throw new IllegalStateException("nobody answered");
        }
        return seconds;
    }

    /** Each jar in a loader of its own, as in the framework; what is inside of a jar is not needed for this question. */
    private static List<WhisperBackend> backends(Path folder) throws IOException {
        List<WhisperBackend> backends = new ArrayList<>();
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.sorted().toList()) {
                ServiceLoader.load(WhisperBackend.class, loader(jar)).forEach(backends::add);
            }
        }
        return backends;
    }

    private static ClassLoader loader(Path jar) throws MalformedURLException {
        return new Own(jar.toUri().toURL());
    }

    /** Sees the jar, and of this program only what backends are given. */
    private static final class Own extends URLClassLoader {

        Own(URL jar) {
            super(new URL[] {jar}, new Given());
        }
    }

    /** What all backends see. */
    private static final class Given extends ClassLoader {

        Given() {
            super("given", getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.whisperbench.api.") || name.startsWith("org.whisperbench.worker.")) {
                return ProbeSpeed.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
