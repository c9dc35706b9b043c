package org.whisperbench.benchmarks;

import ai.onnxruntime.OnnxTensor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.backend.onnx.TokenLoop;
import org.whisperbench.platform.score.RunStatistics;

/**
 * By which the engine's number of threads was chosen, and that they sleep while they wait: a window's encoder and a token of
 * 100, with each number of threads, spinning and not. All take turns, each time in a session of its own.
 */
public final class ThreadsAndSpinning {

    private static final int TOKENS = 100;
    private static final double NANOS = 1e9;

    private ThreadsAndSpinning() {}

    /** Threads, and whether they turn round while they wait. */
    private record Setting(int threads, boolean spinning) {}

    /** What one session took. */
    private record Run(double encodeSeconds, double tokenSeconds) {}

    /**
     * Measures.
     *
     * @param args folder of a model, such as {@code benchmarks/target/peers/random-tiny.en} that {@link EngineSpeed} makes;
     *     precisions such as {@code fp32,int8}; how many rounds; the most threads, else as many as there are processors
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length < 3) {
            out.println("usage: ThreadsAndSpinning FOLDER PRECISION[,PRECISION...] ROUNDS [MOST_THREADS]");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        int most = args.length > 3
                ? Integer.parseInt(args[3])
                : Runtime.getRuntime().availableProcessors();
        for (String precision : args[1].split(",", -1)) {
            out.printf("%n%s, %s%n", Path.of(args[0]).getFileName(), precision);
            table(measure(Path.of(args[0]), precision, Integer.parseInt(args[2]), most))
                    .lines()
                    .forEach(out::println);
        }
        out.println(Conditions.loadLine());
    }

    /** The first round warms up. */
    private static Map<Setting, List<Run>> measure(Path model, String precision, int rounds, int most)
            throws InterruptedException {
        Map<Setting, List<Run>> runs = new LinkedHashMap<>();
        for (int i = -1; i < rounds; i++) {
            for (int threads = 1; threads <= most; threads++) {
                for (boolean spinning : new boolean[] {false, true}) {
                    Run run = run(model, precision, new Setting(threads, spinning));
                    if (i >= 0) {
                        runs.computeIfAbsent(new Setting(threads, spinning), s -> new ArrayList<>())
                                .add(run);
                    }
                }
            }
        }
        return runs;
    }

    private static Run run(Path model, String precision, Setting setting) throws InterruptedException {
        try (TokenLoop loop = TokenLoop.open(model, precision, setting.threads(), setting.spinning())) {
            loop.encode().close();
            long begin = System.nanoTime();
            try (OnnxTensor encoded = loop.encode()) {
                double encodeSeconds = (System.nanoTime() - begin) / NANOS;
                return new Run(encodeSeconds, loop.write(encoded, TOKENS).secondsPerToken());
            }
        }
    }

    private static Figures table(Map<Setting, List<Run>> runs) {
        int rounds = runs.values().iterator().next().size();
        Figures table = new Figures(
                "ms, median of " + rounds + " (least)", "encode", "least", "one of " + TOKENS + " tokens", "least");
        runs.forEach((setting, all) -> {
            RunStatistics encode = RunStatistics.of(
                    all.stream().mapToDouble(Run::encodeSeconds).toArray());
            RunStatistics token =
                    RunStatistics.of(all.stream().mapToDouble(Run::tokenSeconds).toArray());
            table.add(
                    setting.threads()
                            + (setting.threads() == 1 ? " thread" : " threads")
                            + (setting.spinning() ? ", spinning" : ""),
                    Figures.millis(encode.medianSeconds()),
                    Figures.millis(encode.minSeconds()),
                    Figures.millis(token.medianSeconds()),
                    Figures.millis(token.minSeconds()));
        });
        return table;
    }
}
