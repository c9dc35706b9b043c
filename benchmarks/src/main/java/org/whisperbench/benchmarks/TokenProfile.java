package org.whisperbench.benchmarks;

import ai.onnxruntime.OnnxTensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.backend.onnx.TokenLoop;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the time of a window's encoder goes, by the engine's own times of operators, and where that of a token: operators, whole
 * runs, and what is beside them, which is the crossing from Java and the choice of the token. Writing times down costs time, too,
 * so a token's whole is compared with the same without.
 */
public final class TokenProfile {

    private static final double MICROS_PER_SECOND = 1e6;

    private TokenProfile() {}

    /** What one kind of operator took. */
    private record Operator(long calls, long micros) {

        static final Operator NONE = new Operator(0, 0);

        Operator plus(long more) {
            return new Operator(calls + 1, micros + more);
        }
    }

    /** By operator, and the runs of the session. */
    private record Profile(Map<String, Operator> operators, Operator runs) {

        /** Of the last runs only: those before tried the decoder and read the speech. */
        static Profile ofTokens(JsonNode events, int count) {
            List<Long> ends = new ArrayList<>();
            for (JsonNode event : events) {
                if (event.path("name").asString().equals("model_run")) {
                    ends.add(event.path("ts").asLong() + event.path("dur").asLong());
                }
            }
            return read(events, ends.size() > count ? ends.get(ends.size() - count - 1) : 0);
        }

        static Profile read(JsonNode events, long begin) {
            Map<String, Operator> operators = new TreeMap<>();
            Operator runs = Operator.NONE;
            for (JsonNode event : events) {
                String name = event.path("name").asString();
                String operator = event.path("args").path("op_name").asString("");
                if (event.path("ts").asLong() < begin) {
                    continue;
                }
                if (name.equals("model_run")) {
                    runs = runs.plus(event.path("dur").asLong());
                } else if (name.endsWith("_kernel_time") && !operator.equals("If")) {
                    operators.merge(
                            operator,
                            Operator.NONE.plus(event.path("dur").asLong()),
                            (a, b) -> new Operator(a.calls() + b.calls(), a.micros() + b.micros()));
                }
            }
            return new Profile(operators, runs);
        }

        long micros() {
            return operators.values().stream().mapToLong(Operator::micros).sum();
        }
    }

    /**
     * Measures.
     *
     * @param args folder of a model; a precision; how many tokens; threads
     * @throws IOException if the engine's file cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length < 4) {
            out.println("usage: TokenProfile FOLDER PRECISION TOKENS THREADS");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        Path model = Path.of(args[0]);
        int tokens = Integer.parseInt(args[2]);
        int threads = Integer.parseInt(args[3]);
        double plain;
        try (TokenLoop loop = TokenLoop.open(model, args[1], threads, false)) {
            plain = seconds(loop, tokens);
        }
        Path place = Files.createTempDirectory("whisperbench-profile-");
        double watched;
        try (TokenLoop loop = TokenLoop.profiled(model, args[1], threads, place)) {
            watched = seconds(loop, tokens);
        }
        out.printf("%n%s, %s, %d tokens, %d threads%n", model.getFileName(), args[1], tokens, threads);
        printEncoder(out, Profile.read(written(place, "1_"), 0));
        out.println();
        print(out, Profile.ofTokens(written(place, "2_"), tokens - 1), plain, watched);
        out.println(Conditions.loadLine());
    }

    private static double seconds(TokenLoop loop, int tokens) throws InterruptedException {
        try (OnnxTensor encoded = loop.encode()) {
            return loop.write(encoded, tokens).secondsPerToken();
        }
    }

    /** What the engine wrote of a session, by the beginning of its file's name. */
    private static JsonNode written(Path place, String beginning) throws IOException {
        try (Stream<Path> written = Files.list(place)) {
            Path file = written.filter(path -> path.getFileName().toString().startsWith(beginning))
                    .findFirst()
                    .orElseThrow(
                            () -> new WhisperException(ErrorKind.EXTERNAL, "the engine wrote no times into " + place));
            return JsonMapper.shared().readTree(file.toFile());
        }
    }

    private static void printEncoder(PrintStream out, Profile profile) {
        double runs = Math.max(1, profile.runs().calls());
        double whole = profile.runs().micros() / runs;
        Figures table = new Figures("microseconds of a window's encoder", "calls", "time", "share %");
        addOperators(table, profile, whole);
        add(table, "the engine between operators", 0, whole - profile.micros() / runs, whole);
        add(table, "whole, watched", 0, whole, whole);
        table.lines().forEach(out::println);
    }

    private static void addOperators(Figures table, Profile profile, double whole) {
        double runs = Math.max(1, profile.runs().calls());
        List<Map.Entry<String, Operator>> byTime = profile.operators().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.comparingLong(Operator::micros).reversed()))
                .toList();
        for (Map.Entry<String, Operator> each : byTime) {
            Operator operator = each.getValue();
            add(table, each.getKey(), operator.calls() / runs, operator.micros() / runs, whole);
        }
    }

    private static void print(PrintStream out, Profile profile, double plain, double watched) {
        double runs = Math.max(1, profile.runs().calls());
        Figures table = new Figures("microseconds of a token", "calls", "time", "share %");
        double whole = watched * MICROS_PER_SECOND;
        addOperators(table, profile, whole);
        double session = profile.runs().micros() / runs;
        double kernels = profile.micros() / runs;
        add(table, "the engine between operators", 0, session - kernels, whole);
        add(table, "crossing from Java, rules and choice", 0, whole - session, whole);
        add(table, "whole, watched", 0, whole, whole);
        add(table, "whole, not watched", 0, plain * MICROS_PER_SECOND, whole);
        table.lines().forEach(out::println);
    }

    private static void add(Figures table, String name, double calls, double micros, double whole) {
        table.add(
                name,
                calls > 0 ? String.format(Locale.ROOT, "%.0f", calls) : "-",
                String.format(Locale.ROOT, "%.0f", micros),
                String.format(Locale.ROOT, "%.1f", 100 * micros / whole));
    }
}
