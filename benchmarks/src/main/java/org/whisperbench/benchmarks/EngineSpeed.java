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
 *
 * <p>What whisper.cpp calls encoding includes the keys and values of the speech for all layers of the decoder, which the other
 * two compute at their decoder's first step; so there is a row for both together, which counts the same for all.
 */
public final class EngineSpeed {

    private static final int THREADS = 2;
    private static final int LONGEST = 200;
    private static final List<Integer> LENGTHS = List.of(10, 100, LONGEST);
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
        Map<String, List<WhisperBench.Run>> benches = new LinkedHashMap<>();
        try (DecodedAudio audio = new AudioFiles(WORK).open(window);
                PythonPeer.Worker peer =
                        python.worker(model.toString(), window.toString(), Integer.toString(THREADS))) {
            out.printf("%nrandom weights of shape %s, %d threads, beside %s%n", size, THREADS, peer.answer());
            for (int length : LENGTHS) {
                RandomModels.limit(model, length);
                Turns turns = new Turns(audio, peer, length, runs);
                rounds(model, turns, length == LONGEST ? () -> bench(size, benches) : () -> {});
            }
        }
        table(runs, benches).lines().forEach(out::println);
    }

    /** What takes its turn beside. */
    @FunctionalInterface
    private interface Turn {
        void take() throws IOException, InterruptedException;
    }

    /** Who transcribes one window, how many tokens are written, and where the runs are kept. */
    private record Turns(
            DecodedAudio audio, PythonPeer.Worker peer, int length, Map<String, Map<Integer, List<WindowRun>>> runs) {

        void take(List<SpeechModel> ours, boolean warm) throws IOException, InterruptedException {
            for (int p = 0; p < PRECISIONS.size(); p++) {
                keep(PRECISIONS.get(p), EmbeddedEngine.transcribe(ours.get(p), audio), warm);
            }
            keep("transformers", peer.transcribe(length), warm);
        }

        private void keep(String engine, WindowRun run, boolean warm) {
            if (run.tokens().size() != length) {
                throw new IllegalStateException(
                        engine + " wrote " + run.tokens().size() + " tokens instead of " + length);
            }
            if (warm) {
                runs.computeIfAbsent(engine, name -> new LinkedHashMap<>())
                        .computeIfAbsent(length, tokens -> new ArrayList<>())
                        .add(run);
            }
        }
    }

    /** The first round warms up. */
    private void rounds(Path model, Turns turns, Turn beside) throws IOException, InterruptedException {
        List<SpeechModel> ours = new ArrayList<>();
        try {
            for (String precision : PRECISIONS) {
                ours.add(EmbeddedEngine.load(model, precision, THREADS));
            }
            turns.take(ours, false);
            for (int i = 0; i < rounds; i++) {
                turns.take(ours, true);
                beside.take();
            }
        } finally {
            ours.forEach(SpeechModel::close);
        }
    }

    /** Each precision of whisper.cpp once, where its program is given. */
    private void bench(String size, Map<String, List<WhisperBench.Run>> runs) throws IOException, InterruptedException {
        if (bench != null) {
            for (String precision : THEIR_PRECISIONS) {
                WhisperBench program = new WhisperBench(bench, models.ggml(size, precision), THREADS);
                runs.computeIfAbsent(precision, name -> new ArrayList<>()).add(program.run());
            }
        }
    }

    private Figures table(
            Map<String, Map<Integer, List<WindowRun>>> runs, Map<String, List<WhisperBench.Run>> benches) {
        Figures table = new Figures(
                "ms, median of " + rounds,
                "fp32",
                "int8",
                "transformers",
                "whisper.cpp f32, q8_0, f16",
                "ratios to transformers",
                "to whisper.cpp f32, q8_0");
        List<Double> none = List.of();
        List<Double> theirTokens = times(benches, WhisperBench.Run::tokenSeconds);
        add(table, "features of 30 s", medians(runs, LONGEST, WindowRun::featuresSeconds), none);
        add(
                table,
                "encode 30 s",
                medians(runs, LONGEST, WindowRun::encoderSeconds),
                times(benches, WhisperBench.Run::encodeSeconds));
        for (int length : LENGTHS) {
            add(
                    table,
                    "one of " + length + " tokens",
                    medians(runs, length, WindowRun::secondsPerToken),
                    length == LONGEST ? theirTokens : none);
        }
        add(
                table,
                "encode and " + LONGEST + " tokens",
                medians(runs, LONGEST, run -> run.encoderSeconds() + run.decoderSeconds()),
                times(benches, run -> run.encodeSeconds() + LONGEST * run.tokenSeconds()));
        for (int length : LENGTHS) {
            add(table, "whole window, " + length + " tokens", medians(runs, length, WindowRun::totalSeconds), none);
        }
        return table;
    }

    private static List<Double> times(
            Map<String, List<WhisperBench.Run>> benches, ToDoubleFunction<WhisperBench.Run> time) {
        return benches.values().stream().map(runs -> median(runs, time)).toList();
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
