package org.whisperbench.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.score.RunStatistics;

/**
 * Models of real shapes with random weights, which write as many tokens as they are told: the embedded engine in full
 * precision and with 8-bit weights, beside transformers, and beside whisper.cpp where its {@code whisper-bench} is given: with
 * its weights in the same two precisions, and in half precision, which is what its models are offered in. All take turns, with
 * the same number of threads.
 */
public final class EngineSpeed {

    private static final int THREADS = 2;
    private static final int MOST_BENCH_RUNS = 3;
    private static final List<Integer> LENGTHS = List.of(10, 100, 200);
    private static final List<String> PRECISIONS = List.of("fp32", "int8");
    private static final List<String> THEIR_PRECISIONS = List.of("f32", "q8_0", "f16");
    private static final Path WORK = Path.of("benchmarks", "target", "peers");

    private final PrintStream out;
    private final PythonPeer python;
    private final RandomModels models;
    private final int rounds;
    private final @Nullable Path bench;

    private EngineSpeed(PrintStream out, PythonPeer python, int rounds, @Nullable Path bench) {
        this.out = out;
        this.python = python;
        models = new RandomModels(python, WORK);
        this.rounds = rounds;
        this.bench = bench;
    }

    /**
     * Measures.
     *
     * @param args path of a Python with torch, transformers, onnx, onnxruntime and safetensors; how many rounds; sizes such as
     *     {@code tiny.en,base.en}; path of whisper.cpp's {@code whisper-bench}, if there is one
     * @throws IOException if a file cannot be read or written
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length < 3) {
            out.println("usage: EngineSpeed PYTHON ROUNDS SIZE[,SIZE...] [WHISPER_BENCH]");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        Files.createDirectories(WORK);
        Path bench = args.length > 3 ? Path.of(args[3]) : null;
        EngineSpeed speed = new EngineSpeed(out, new PythonPeer(args[0], WORK), Integer.parseInt(args[1]), bench);
        for (String size : args[2].split(",", -1)) {
            speed.compare(size);
        }
        out.println(Conditions.loadLine());
    }

    private void compare(String size) throws IOException, InterruptedException {
        Path model = models.onnx(size);
        Path window = WORK.resolve("window.wav");
        FirstWindow.of(CheckoutFiles.sample("long.wav"), window);
        Map<String, Map<Integer, List<WindowRun>>> runs = new LinkedHashMap<>();
        try (DecodedAudio audio = new AudioFiles(WORK).open(window);
                PythonPeer.Worker peer =
                        python.worker(model.toString(), window.toString(), Integer.toString(THREADS))) {
            out.printf("%nrandom weights of shape %s, %d threads, beside %s%n", size, THREADS, peer.answer());
            for (int length : LENGTHS) {
                round(model, audio, peer, length, runs);
            }
        }
        table(runs, whisperCpp(size)).lines().forEach(out::println);
    }

    private void round(
            Path model,
            DecodedAudio audio,
            PythonPeer.Worker peer,
            int length,
            Map<String, Map<Integer, List<WindowRun>>> runs)
            throws IOException, InterruptedException {
        RandomModels.limit(model, length);
        List<SpeechModel> ours = new ArrayList<>();
        try {
            for (String precision : PRECISIONS) {
                ours.add(EmbeddedEngine.load(model, precision, THREADS));
            }
            for (int i = -1; i < rounds; i++) {
                for (int p = 0; p < PRECISIONS.size(); p++) {
                    keep(runs, PRECISIONS.get(p), length, i, EmbeddedEngine.transcribe(ours.get(p), audio));
                }
                keep(runs, "transformers", length, i, peer.transcribe(length));
            }
        } finally {
            ours.forEach(SpeechModel::close);
        }
    }

    /** The first round of each warms up. */
    private static void keep(
            Map<String, Map<Integer, List<WindowRun>>> runs, String engine, int length, int round, WindowRun run) {
        if (run.tokens().size() != length) {
            throw new IllegalStateException(engine + " wrote " + run.tokens().size() + " tokens instead of " + length);
        }
        if (round >= 0) {
            runs.computeIfAbsent(engine, name -> new LinkedHashMap<>())
                    .computeIfAbsent(length, tokens -> new ArrayList<>())
                    .add(run);
        }
    }

    /** By precision; none without the program. */
    private Map<String, WhisperBench.Run> whisperCpp(String size) throws IOException, InterruptedException {
        Map<String, WhisperBench.Run> runs = new LinkedHashMap<>();
        if (bench != null) {
            for (String precision : THEIR_PRECISIONS) {
                runs.put(precision, whisperCpp(bench, size, precision));
            }
        }
        return runs;
    }

    private WhisperBench.Run whisperCpp(Path program, String size, String precision)
            throws IOException, InterruptedException {
        Path model = models.ggml(size, precision);
        List<WhisperBench.Run> runs = new ArrayList<>();
        for (int i = 0; i < Math.min(rounds, MOST_BENCH_RUNS); i++) {
            runs.add(new WhisperBench(program, model, THREADS).run());
        }
        return new WhisperBench.Run(
                median(runs, WhisperBench.Run::encodeSeconds), median(runs, WhisperBench.Run::tokenSeconds));
    }

    private Figures table(Map<String, Map<Integer, List<WindowRun>>> runs, Map<String, WhisperBench.Run> whisperCpp) {
        Figures table = new Figures(
                "ms, median of " + rounds,
                "fp32",
                "int8",
                "transformers",
                "whisper.cpp f32, q8_0, f16",
                "ratios to transformers",
                "to whisper.cpp f32, q8_0");
        int longest = LENGTHS.get(LENGTHS.size() - 1);
        List<Double> none = List.of();
        List<Double> theirTokens = times(whisperCpp, WhisperBench.Run::tokenSeconds);
        add(table, "features of 30 s", medians(runs, longest, WindowRun::featuresSeconds), none);
        add(
                table,
                "encode 30 s",
                medians(runs, longest, WindowRun::encoderSeconds),
                times(whisperCpp, WhisperBench.Run::encodeSeconds));
        for (int length : LENGTHS) {
            add(
                    table,
                    "one of " + length + " tokens",
                    medians(runs, length, WindowRun::secondsPerToken),
                    length == longest ? theirTokens : none);
        }
        for (int length : LENGTHS) {
            add(table, "whole window, " + length + " tokens", medians(runs, length, WindowRun::totalSeconds), none);
        }
        return table;
    }

    private static List<Double> times(
            Map<String, WhisperBench.Run> whisperCpp, ToDoubleFunction<WhisperBench.Run> time) {
        return whisperCpp.values().stream().map(run -> time.applyAsDouble(run)).toList();
    }

    private static List<Double> medians(
            Map<String, Map<Integer, List<WindowRun>>> runs, int length, ToDoubleFunction<WindowRun> time) {
        return runs.values().stream()
                .map(byLength -> median(byLength.getOrDefault(length, List.of()), time))
                .toList();
    }

    private static void add(Figures table, String name, List<Double> medians, List<Double> whisperCpp) {
        double fp32 = medians.get(0);
        double int8 = medians.get(1);
        double peer = medians.get(2);
        table.add(
                name,
                Figures.millis(fp32),
                Figures.millis(int8),
                Figures.millis(peer),
                whisperCpp.isEmpty()
                        ? "-"
                        : whisperCpp.stream().map(Figures::millis).collect(Collectors.joining(", ")),
                Figures.ratio(fp32, peer) + ", " + Figures.ratio(int8, peer),
                whisperCpp.isEmpty()
                        ? "-"
                        : Figures.ratio(fp32, whisperCpp.get(0)) + ", " + Figures.ratio(int8, whisperCpp.get(1)));
    }

    private static <T> double median(List<T> runs, ToDoubleFunction<T> time) {
        return RunStatistics.of(runs.stream().mapToDouble(time).toArray()).medianSeconds();
    }
}
