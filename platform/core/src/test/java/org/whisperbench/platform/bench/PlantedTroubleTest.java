package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.platform.bench.BenchmarkRequest.Comparison;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** What goes wrong with fakes is a row, and is never ranked. */
class PlantedTroubleTest {

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
    void modelsThatDoNotFitTogetherAreBlocks() throws Exception {
        BenchmarkReport report = run(
                pace(2, 0, OptionalLong.empty()),
                Comparison.STRICT,
                OptionalLong.of(10),
                fake("a", 0, () -> 1),
                fake("b", 0, () -> 1));

        assertEquals(
                List.of(
                        new BenchmarkReport.Block(List.of("a/m"), List.of(0, 0)),
                        new BenchmarkReport.Block(List.of("b/m"), List.of(0, 0))),
                report.execution().blocks());
    }

    @Test
    void everyAttemptIsRecordedAndNoTimeOfItCounts() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FakeBackend shaky = fake("shaky", 0, () -> {
            if (calls.incrementAndGet() == 3) {
                throw new BackendException(ErrorKind.EXTERNAL, "bad luck");
            }
            return calls.get() < 4 ? 100 : 1;
        });

        BenchmarkReport report = run(pace(3, 1, OptionalLong.empty()), shaky, fake("well", 0, () -> 1));

        BenchmarkRow.Measured row = measured(report, 0);
        assertEquals(List.of(new BenchmarkRow.Attempt("run 2 of 3", "failed", "bad luck", 1)), row.attempts());
        assertEquals(List.of(1.0, 1.0, 1.0), row.times().runSeconds());
        assertEquals(2, row.times().loadSeconds().size());
        assertEquals(3, measured(report, 1).times().runs().size());
    }

    @Test
    void whatFailsTooOftenIsARowWithItsAttempts() throws Exception {
        FakeBackend broken = fake("broken", 0, () -> {
            throw new BackendException(ErrorKind.RESOURCES, "out of memory");
        });

        BenchmarkReport report = run(pace(1, 2, OptionalLong.empty()), broken, fake("well", 0, () -> 1));

        BenchmarkRow.Failed row =
                assertInstanceOf(BenchmarkRow.Failed.class, report.rows().get(0));
        assertEquals(2, row.attempts().size());
        assertEquals("warm-up 1 of 1", row.stage());
        assertTrue(measured(report, 1).isValid());
        assertFalse(report.allMeasured());
    }

    @Test
    void cancellingKeepsWhatIsFinished() throws Exception {
        Thread self = Thread.currentThread();
        AtomicInteger calls = new AtomicInteger();
        FakeBackend cancelling = fake("b", 0, () -> {
            if (calls.incrementAndGet() == 3) {
                self.interrupt();
            }
            return 1;
        });
        List<String> finished = new ArrayList<>();
        BenchmarkListener listener = new BenchmarkListener() {
            @Override
            public void step(String model, String step, double fraction) {}

            @Override
            public void finished(BenchmarkRow row) {
                finished.add(row.subject().model() + " " + row.outcome());
            }
        };

        BenchmarkReport report = run(
                pace(5, 0, OptionalLong.empty()),
                Comparison.STRICT,
                OptionalLong.of(8),
                listener,
                fake("a", 0, () -> 1),
                cancelling,
                fake("c", 0, () -> 1));

        assertTrue(report.execution().cancelled());
        assertFalse(Thread.interrupted());
        assertEquals(
                List.of(),
                report.groups().stream()
                        .filter(group -> !group.models().equals(List.of("a/m")))
                        .toList());
        assertEquals(List.of("a/m measured", "b/m measured"), finished);
        assertTrue(measured(report, 0).isValid());
        assertTrue(measured(report, 1).findings().invalid().get(0).startsWith("cancelled after"));
        assertEquals("not begun", ((BenchmarkRow.Failed) report.rows().get(2)).stage());
    }

    @Test
    void cancellingBeforeAnythingIsFinishedGivesNothing() {
        Thread self = Thread.currentThread();
        FakeBackend cancelling = fake("a", 0, () -> {
            self.interrupt();
            return 1;
        });

        assertThrows(InterruptedException.class, () -> run(pace(5, 0, OptionalLong.empty()), cancelling));
    }

    @Test
    void whatIsFastAndWrongIsNotRanked() throws Exception {
        BenchmarkReport report = run(
                pace(2, 0, OptionalLong.empty()),
                new Comparison(0.5, Set.of()),
                OptionalLong.empty(),
                fake("empty", ""),
                fake("loop", "one two three four ".repeat(20)),
                fake("right", SAID),
                fake("wrong", "eleven"));

        assertEquals(List.of("wrote nothing for", "WER 100.00 % is above"), invalid(report, 0));
        assertTrue(invalid(report, 1).contains("repeats itself in"), invalid(report, 1)::toString);
        assertEquals(List.of(), invalid(report, 2));
        assertEquals(List.of("WER 100.00 % is above"), invalid(report, 3));
        assertEquals(List.of(new BenchmarkReport.Group("", List.of("right/m"))), report.groups());
    }

    private static List<String> invalid(BenchmarkReport report, int row) {
        return measured(report, row).findings().invalid().stream()
                .map(reason -> reason.replaceAll(" ('.*|the bound.*)", ""))
                .filter(reason -> row == 1 ? reason.startsWith("repeats") : !reason.isEmpty())
                .toList();
    }
}
