package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.isolate.Isolation;
import org.whisperbench.platform.isolate.IsolationSettings;
import org.whisperbench.platform.score.RunStatistics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures what a process of its own costs an engine: the same model on the same recording, isolated and inside the host, in
 * turns: until its first result, each time in a fresh host as {@code whisperbench benchmark} starts it; then further calls, see
 * {@link FurtherCalls}. Last how much processor time a process takes that has a model in it and nothing to do.
 */
public final class IsolationCost {

    private static final int WARM_UP = 200;
    private static final int CALLS = 200;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Path program;
    private final Path recording;

    private IsolationCost(Path distribution) {
        this.program = distribution.resolve("bin").resolve("whisperbench").toAbsolutePath();
        this.recording =
                distribution.resolve("samples").resolve("digits-01.wav").toAbsolutePath();
    }

    /**
     * Measures.
     *
     * @param args folder of an unpacked distribution; how many hosts of each kind
     * @throws IOException if the program cannot be run
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length != 2) {
            out.println("usage: IsolationCost DISTRIBUTION HOSTS");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        new IsolationCost(Path.of(args[0])).measure(Integer.parseInt(args[1])).forEach(out::println);
        Path model = Path.of(args[0], "models", "nano-digits");
        Path recording = Path.of(args[0], "samples", "digits-01.wav");
        warm(model.toAbsolutePath(), recording.toAbsolutePath()).forEach(out::println);
        out.println(Conditions.loadLine());
    }

    /** One host. */
    private record HostRun(double load, double first) {

        /** Loading and the first call, which a user waits for. */
        double untilFirst() {
            return load + first;
        }
    }

    private List<String> measure(int hosts) throws IOException, InterruptedException {
        // Writes the bundle's content into the framework's storage and leaves the archive of classes, once for all.
        double export = run(true).load();
        List<HostRun> inside = new ArrayList<>();
        List<HostRun> isolated = new ArrayList<>();
        for (int i = 0; i < hosts; i++) {
            inside.add(run(false));
            isolated.add(run(true));
        }
        Figures table = new Figures("ms, median of " + hosts + " hosts", "in process", "isolated", "difference");
        add(table, "load the model", inside, isolated, HostRun::load);
        add(table, "first call", inside, isolated, HostRun::first);
        add(table, "load and first call", inside, isolated, HostRun::untilFirst);
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("load in the first host of an installation, which exports the bundle: " + Figures.millis(export)
                + " ms");
        return lines;
    }

    private static void add(
            Figures table,
            String name,
            List<HostRun> inside,
            List<HostRun> isolated,
            Function<HostRun, Double> figure) {
        double in = median(inside, figure);
        double out = median(isolated, figure);
        table.add(name, Figures.millis(in), Figures.millis(out), Figures.millis(out - in));
    }

    private static <T> double median(List<T> all, Function<T, Double> figure) {
        return RunStatistics.of(all.stream().map(figure).mapToDouble(d -> d).toArray())
                .medianSeconds();
    }

    private HostRun run(boolean isolated) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "benchmark", "-m", "onnx/nano-digits.en", "-a", recording.toString(), "--json"));
        command.addAll(List.of("--loads", "1", "--warmup", "1", "-n", "1"));
        if (!isolated) {
            command.add("--in-process");
        }
        Process host = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String json = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (host.waitFor() != 0) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "'" + String.join(" ", command) + "' ended with " + host.exitValue());
        }
        JsonNode times = JsonMapper.shared().readTree(json).at("/rows/0/times");
        return new HostRun(
                times.get("loadSeconds").get(0).asDouble(),
                times.get("firstInferenceSeconds").asDouble());
    }

    /** Calls of both when both are warm, then what the isolated one takes with nothing to do. */
    private static List<String> warm(Path folder, Path recording) throws IOException, InterruptedException {
        try (Isolation isolation = Isolation.ofClassPath(IsolationSettings.defaults());
                SpeechModel inside = EmbeddedEngine.load(folder, "fp32", 0);
                SpeechModel isolated = EmbeddedEngine.load(placed(isolation), folder, "fp32", 0)) {
            List<String> lines = new ArrayList<>(new FurtherCalls(recording, WARM_UP, CALLS).measure(inside, isolated));
            Duration before = childrenTime();
            Thread.sleep(IDLE.toMillis());
            double share = (double) childrenTime().minus(before).toNanos() / IDLE.toNanos();
            lines.add("a process with model '%s' and nothing to do: %.2f %% of one processor in %d s"
                    .formatted(isolated.identity().model(), 100 * share, IDLE.toSeconds()));
            return lines;
        }
    }

    private static WhisperBackend placed(Isolation isolation) {
        WhisperBackend engine = EmbeddedEngine.backend();
        return isolation.place(engine, engine.info()).backend();
    }

    private static Duration childrenTime() {
        return ProcessHandle.current()
                .descendants()
                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
