package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.whisperbench.platform.bench.BenchmarkRequest.Comparison;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** Fakes with what a test plants in them, speech of ten words for them, and a clock that goes only when it is told to. */
final class Planted {

    static final String SAID = "one two three four five six seven eight nine ten";

    private final Path folder;
    private final VirtualClock clock = new VirtualClock();
    private Corpus corpus;
    private Supplier<OptionalLong> workerNanos = OptionalLong::empty;

    Planted(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        corpus = Corpus.read(List.of(speech("a", SAID)), List.of());
    }

    /** Writes a second of sound in which a text is said. */
    Path speech(String name, String said) throws IOException {
        return speech(name, 1, said);
    }

    /** Writes so many seconds of sound in which a text is said. */
    Path speech(String name, int seconds, String said) throws IOException {
        Path speech = folder.resolve(name + ".wav");
        PcmAudio.tone(seconds, speech);
        Files.writeString(folder.resolve(name + ".txt"), said);
        return speech;
    }

    void hear(Corpus other) {
        corpus = other;
    }

    /** Plants the processor time of engines' processes. */
    void processes(Supplier<OptionalLong> nanos) {
        workerNanos = nanos;
    }

    VirtualClock clock() {
        return clock;
    }

    /** Takes a time to load, then for each call what it is told. */
    FakeBackend fake(String id, double loadSeconds, DoubleSupplier seconds) {
        return fake(id, SAID).with((FakeBackend.Loader) model -> {
            clock.pass(loadSeconds);
            return audio -> {
                clock.pass(seconds.getAsDouble());
                return FakeBackend.transcript(SAID, audio.duration());
            };
        });
    }

    FakeBackend fake(String id, String text) {
        return FakeBackend.hearing(id, folder.resolve("m"), text);
    }

    static DoubleSupplier jitter(double mean, double deviation, long seed) {
        Random random = new Random(seed);
        return () -> mean + deviation * random.nextGaussian();
    }

    BenchmarkReport run(Pace pace, FakeBackend... backends) throws InterruptedException {
        return run(pace, Comparison.STRICT, OptionalLong.empty(), backends);
    }

    BenchmarkReport run(Pace pace, Comparison comparison, OptionalLong memory, FakeBackend... backends)
            throws InterruptedException {
        return run(pace, comparison, memory, (model, step, fraction) -> {}, backends);
    }

    BenchmarkReport run(
            Pace pace, Comparison comparison, OptionalLong memory, BenchmarkListener listener, FakeBackend... backends)
            throws InterruptedException {
        return new VirtualBenchmark(folder, clock, corpus, workerNanos)
                .run(pace, comparison, memory, listener, backends);
    }

    BenchmarkReport run(Pace pace, List<Candidate> candidates) throws InterruptedException {
        return new VirtualBenchmark(folder, clock, corpus, workerNanos)
                .run(pace, Comparison.STRICT, OptionalLong.empty(), (model, step, fraction) -> {}, candidates);
    }

    static BenchmarkRow.Measured measured(BenchmarkReport report, int row) {
        return assertInstanceOf(BenchmarkRow.Measured.class, report.rows().get(row));
    }

    static Pace pace(int runs, int retries, OptionalLong seed) {
        return new Pace(runs, Duration.ZERO, 1, 2, retries, Duration.ZERO, seed);
    }
}
