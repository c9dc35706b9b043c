package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.Standing;
import org.whisperbench.testkit.FakeBackend;

/** What is planted in fakes is found, on a clock of the test's own. */
class PlantedFakesTest {

    @TempDir
    Path folder;

    private Planted planted;

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    @Test
    void theSteadyStateIsWithinTwoPercent() throws Exception {
        BenchmarkReport report = planted.run(
                Planted.pace(50, 0, OptionalLong.empty()), planted.fake("a", 1, Planted.jitter(0.5, 0.02, 7)));

        RunStatistics statistics = Planted.measured(report, 0).speed().statistics();
        assertEquals(0.5, statistics.meanSeconds(), 0.01);
        assertEquals(0.5, statistics.medianSeconds(), 0.01);
        assertEquals(0.02, statistics.standardDeviationSeconds().orElseThrow(), 0.005);
    }

    @Test
    void loadsAndTheFirstInferenceAreApart() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        FakeBackend slowAtFirst = planted.fake("a", Planted.SAID).with((FakeBackend.Loader) model -> {
            planted.clock().pass(loads.getAndIncrement() == 0 ? 60 : 2);
            return audio -> {
                planted.clock().pass(calls.getAndIncrement() == 0 ? 7 : 0.5);
                return FakeBackend.transcript(Planted.SAID, audio.duration());
            };
        });

        Times times = Planted.measured(planted.run(Planted.pace(5, 0, OptionalLong.empty()), slowAtFirst), 0)
                .times();

        assertEquals(List.of(60.0, 2.0), times.loadSeconds());
        assertEquals(7, times.firstInferenceSeconds());
        assertEquals(List.of(7.0), times.warmupSeconds());
        assertEquals(List.of(0.5, 0.5, 0.5, 0.5, 0.5), times.runSeconds());
    }

    @Test
    void runsGoOnUntilTheTimeIsReached() throws Exception {
        BenchmarkReport report =
                planted.run(Pace.STANDARD, planted.fake("quick", 0, () -> 0.25), planted.fake("slow", 0, () -> 10));

        assertEquals(12, Planted.measured(report, 0).times().runs().size());
        assertEquals(5, Planted.measured(report, 1).times().runs().size());
    }

    @Test
    void injectedOutliersAreFlagged() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        DoubleSupplier steady = Planted.jitter(1, 0.01, 3);
        DoubleSupplier hiccups = () -> steady.getAsDouble() + (List.of(4, 9).contains(calls.getAndIncrement()) ? 3 : 0);

        BenchmarkReport report = planted.run(Planted.pace(12, 0, OptionalLong.empty()), planted.fake("a", 0, hiccups));

        // The first call is the warm-up.
        assertEquals(
                List.of(4, 9), Planted.measured(report, 0).speed().statistics().outlierRuns());
    }

    @Test
    void twoEqualBackendsAreSeldomToldApart() throws Exception {
        int claims = 0;
        for (int i = 0; i < 200; i++) {
            BenchmarkReport report = planted.run(
                    Planted.pace(5, 0, OptionalLong.empty()),
                    planted.fake("a", 0, Planted.jitter(1, 0.05, 2L * i)),
                    planted.fake("b", 0, Planted.jitter(1, 0.05, 2L * i + 1)));
            claims += standings(report).get(0).isShown() ? 1 : 0;
        }
        assertTrue(claims <= 10, claims + " of 200 comparisons of equal backends claim a difference");
    }

    @Test
    void aDifferenceBeyondNoiseIsRanked() throws Exception {
        BenchmarkReport report = planted.run(
                Planted.pace(5, 0, OptionalLong.empty()),
                planted.fake("a", 0, Planted.jitter(1.5, 0.05, 1)),
                planted.fake("b", 0, Planted.jitter(1, 0.05, 2)));

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
        FakeBackend[] two = {planted.fake("a", 0, () -> 1), planted.fake("b", 0, () -> 1)};

        BenchmarkReport plain = planted.run(Planted.pace(3, 0, OptionalLong.empty()), two);
        BenchmarkReport seeded = planted.run(Planted.pace(20, 0, OptionalLong.of(5)), two);
        BenchmarkReport again = planted.run(Planted.pace(20, 0, OptionalLong.of(5)), two);

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
