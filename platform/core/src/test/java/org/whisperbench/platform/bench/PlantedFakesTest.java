package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.bench.BenchmarkRequest.Comparison;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.Standing;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** What is planted in fakes is found, on a clock of the test's own. */
class PlantedFakesTest {

    private static final String SAID = "one two three four five six seven eight nine ten";

    @TempDir
    Path folder;

    private final VirtualClock clock = new VirtualClock();
    private Corpus corpus;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        Path speech = folder.resolve("a.wav");
        PcmAudio.tone(1, speech);
        Files.writeString(folder.resolve("a.txt"), SAID);
        corpus = Corpus.read(List.of(speech), List.of());
    }

    /** Takes a time to load, then for each call what it is told. */
    private FakeBackend fake(String id, double loadSeconds, DoubleSupplier seconds) {
        return fake(id, SAID).with((FakeBackend.Loader) model -> {
            clock.pass(loadSeconds);
            return audio -> {
                clock.pass(seconds.getAsDouble());
                return FakeBackend.transcript(SAID, audio.duration());
            };
        });
    }

    private FakeBackend fake(String id, String text) {
        return FakeBackend.hearing(id, folder.resolve("m"), text);
    }

    private static DoubleSupplier jitter(double mean, double deviation, long seed) {
        Random random = new Random(seed);
        return () -> mean + deviation * random.nextGaussian();
    }

    private BenchmarkReport run(Pace pace, FakeBackend... backends) throws InterruptedException {
        return run(pace, Comparison.STRICT, OptionalLong.empty(), backends);
    }

    private BenchmarkReport run(Pace pace, Comparison comparison, OptionalLong memory, FakeBackend... backends)
            throws InterruptedException {
        return run(pace, comparison, memory, (model, step, fraction) -> {}, backends);
    }

    private BenchmarkReport run(
            Pace pace, Comparison comparison, OptionalLong memory, BenchmarkListener listener, FakeBackend... backends)
            throws InterruptedException {
        return new VirtualBenchmark(folder, clock, corpus).run(pace, comparison, memory, listener, backends);
    }

    private static BenchmarkRow.Measured measured(BenchmarkReport report, int row) {
        return assertInstanceOf(BenchmarkRow.Measured.class, report.rows().get(row));
    }

    private static Pace pace(int runs, int retries, OptionalLong seed) {
        return new Pace(runs, Duration.ZERO, 1, 2, retries, Duration.ZERO, seed);
    }

    @Test
    void theSteadyStateIsWithinTwoPercent() throws Exception {
        BenchmarkReport report = run(pace(50, 0, OptionalLong.empty()), fake("a", 1, jitter(0.5, 0.02, 7)));

        RunStatistics statistics = measured(report, 0).speed().statistics();
        assertEquals(0.5, statistics.meanSeconds(), 0.01);
        assertEquals(0.5, statistics.medianSeconds(), 0.01);
        assertEquals(0.02, statistics.standardDeviationSeconds().orElseThrow(), 0.005);
    }

    @Test
    void loadsAndTheFirstInferenceAreApart() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        FakeBackend slowAtFirst = fake("a", SAID).with((FakeBackend.Loader) model -> {
            clock.pass(loads.getAndIncrement() == 0 ? 60 : 2);
            return audio -> {
                clock.pass(calls.getAndIncrement() == 0 ? 7 : 0.5);
                return FakeBackend.transcript(SAID, audio.duration());
            };
        });

        Times times =
                measured(run(pace(5, 0, OptionalLong.empty()), slowAtFirst), 0).times();

        assertEquals(List.of(60.0, 2.0), times.loadSeconds());
        assertEquals(7, times.firstInferenceSeconds());
        assertEquals(List.of(7.0), times.warmupSeconds());
        assertEquals(List.of(0.5, 0.5, 0.5, 0.5, 0.5), times.runSeconds());
    }

    @Test
    void runsGoOnUntilTheTimeIsReached() throws Exception {
        BenchmarkReport report = run(Pace.STANDARD, fake("quick", 0, () -> 0.25), fake("slow", 0, () -> 10));

        assertEquals(12, measured(report, 0).times().runs().size());
        assertEquals(5, measured(report, 1).times().runs().size());
    }

    @Test
    void injectedOutliersAreFlagged() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        DoubleSupplier steady = jitter(1, 0.01, 3);
        DoubleSupplier hiccups = () -> steady.getAsDouble() + (List.of(4, 9).contains(calls.getAndIncrement()) ? 3 : 0);

        BenchmarkReport report = run(pace(12, 0, OptionalLong.empty()), fake("a", 0, hiccups));

        // The first call is the warm-up.
        assertEquals(List.of(4, 9), measured(report, 0).speed().statistics().outlierRuns());
    }

    @Test
    void twoEqualBackendsAreSeldomToldApart() throws Exception {
        int claims = 0;
        for (int i = 0; i < 200; i++) {
            BenchmarkReport report = run(
                    pace(5, 0, OptionalLong.empty()),
                    fake("a", 0, jitter(1, 0.05, 2L * i)),
                    fake("b", 0, jitter(1, 0.05, 2L * i + 1)));
            claims += standings(report).get(0).isShown() ? 1 : 0;
        }
        assertTrue(claims <= 10, claims + " of 200 comparisons of equal backends claim a difference");
    }

    @Test
    void aDifferenceBeyondNoiseIsRanked() throws Exception {
        BenchmarkReport report = run(
                pace(5, 0, OptionalLong.empty()), fake("a", 0, jitter(1.5, 0.05, 1)), fake("b", 0, jitter(1, 0.05, 2)));

        assertEquals(
                List.of("2", "1"),
                standings(report).stream().map(Standing::text).toList());
    }

    private static List<Standing> standings(BenchmarkReport report) {
        return Standing.bySpeed(
                report.measured().stream().map(row -> row.speed().statistics()).toList());
    }

    @Test
    void turnsAlternateOrAreShuffledByTheSeed() throws Exception {
        FakeBackend[] two = {fake("a", 0, () -> 1), fake("b", 0, () -> 1)};

        BenchmarkReport plain = run(pace(3, 0, OptionalLong.empty()), two);
        BenchmarkReport seeded = run(pace(20, 0, OptionalLong.of(5)), two);
        BenchmarkReport again = run(pace(20, 0, OptionalLong.of(5)), two);

        BenchmarkReport.Block block = plain.execution().blocks().get(0);
        assertEquals(List.of("a/m", "b/m"), block.models());
        assertEquals(List.of(0, 1, 0, 1, 0, 1), block.turns());
        List<Integer> turns = seeded.execution().blocks().get(0).turns();
        assertEquals(turns, again.execution().blocks().get(0).turns());
        assertEquals(20, turns.stream().filter(turn -> turn == 0).count());
        assertTrue(turns.indexOf(1) == 0 || turns.lastIndexOf(0) == 39 || !turns.equals(alternating(20)));
    }

    private static List<Integer> alternating(int rounds) {
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            turns.addAll(List.of(0, 1));
        }
        return turns;
    }
}
