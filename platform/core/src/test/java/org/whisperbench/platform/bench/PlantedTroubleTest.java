package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.platform.bench.BenchmarkRequest.Comparison;
import org.whisperbench.testkit.FakeBackend;

/** What goes wrong with fakes is a row, and is never ranked. */
class PlantedTroubleTest {

    @TempDir
    Path folder;

    private Planted planted;

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    @Test
    void modelsThatDoNotFitTogetherAreBlocks() throws Exception {
        BenchmarkReport report = planted.run(
                Planted.pace(2, 0, OptionalLong.empty()),
                Comparison.STRICT,
                OptionalLong.of(10),
                planted.fake("a", 0, () -> 1),
                planted.fake("b", 0, () -> 1));

        assertEquals(
                List.of(
                        new BenchmarkReport.Block(List.of("a/m"), List.of(0, 0)),
                        new BenchmarkReport.Block(List.of("b/m"), List.of(0, 0))),
                report.execution().blocks());
    }

    @Test
    void everyAttemptIsRecordedAndNoTimeOfItCounts() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        FakeBackend shaky = planted.fake("shaky", 0, () -> {
            if (calls.incrementAndGet() == 3) {
                throw new BackendException(ErrorKind.EXTERNAL, "bad luck");
            }
            return calls.get() < 4 ? 100 : 1;
        });

        BenchmarkReport report =
                planted.run(Planted.pace(3, 1, OptionalLong.empty()), shaky, planted.fake("well", 0, () -> 1));

        BenchmarkRow.Measured row = Planted.measured(report, 0);
        assertEquals(List.of(new BenchmarkRow.Attempt("run 2 of 3", "failed", "bad luck", 1)), row.attempts());
        assertEquals(List.of(1.0, 1.0, 1.0), row.times().runSeconds());
        assertEquals(2, row.times().loadSeconds().size());
        assertEquals(3, Planted.measured(report, 1).times().runs().size());
    }

    /** The first load takes a minute, each later one finds what it compiled. */
    private FakeBackend compiling(AtomicInteger loads, int failingLoad, int failingCall) {
        AtomicInteger calls = new AtomicInteger();
        return planted.fake("compiling", "").with((FakeBackend.Loader) model -> {
            planted.clock().pass(loads.incrementAndGet() == 1 ? 60 : 2);
            if (loads.get() == failingLoad) {
                throw new BackendException(ErrorKind.EXTERNAL, "bad luck");
            }
            return audio -> {
                planted.clock().pass(1);
                if (calls.incrementAndGet() == failingCall) {
                    throw new BackendException(ErrorKind.EXTERNAL, "bad luck");
                }
                return FakeBackend.transcript(Planted.SAID, audio.duration());
            };
        });
    }

    @Test
    void theColdLoadIsTheVeryFirstThoughTheMeasurementIsBegunAgain() throws Exception {
        BenchmarkRow.Measured row = Planted.measured(
                planted.run(Planted.pace(3, 1, OptionalLong.empty()), compiling(new AtomicInteger(), 0, 3)), 0);

        assertEquals(1, row.attempts().size());
        assertEquals(List.of(60.0, 2.0), row.times().loadSeconds());
        assertEquals(60, row.times().coldLoad().orElseThrow());
        assertEquals(2, row.times().secondLoad().orElseThrow());
    }

    @Test
    void whereTheFirstLoadFailedNoneIsCold() throws Exception {
        BenchmarkRow.Measured row = Planted.measured(
                planted.run(Planted.pace(3, 1, OptionalLong.empty()), compiling(new AtomicInteger(), 1, 0)), 0);

        assertEquals(OptionalDouble.empty(), row.times().coldLoad());
        assertEquals("it was begun before, and failed", row.times().notCold());
        assertEquals(List.of(2.0, 2.0), row.times().loadSeconds());
    }

    @Test
    void theSecondCellOfAModelHasNoColdLoad() throws Exception {
        List<Candidate> one = VirtualBenchmark.candidates(
                org.whisperbench.platform.Parts.of(folder, compiling(new AtomicInteger(), 0, 0)));
        Candidate first =
                new Candidate(one.get(0).model(), one.get(0).load(), one.get(0).options(), "threads=1");
        Candidate second = new Candidate(first.model(), first.load(), first.options(), "threads=2");

        BenchmarkReport report = planted.run(Planted.pace(1, 0, OptionalLong.empty()), List.of(first, second));

        assertEquals(60, Planted.measured(report, 0).times().coldLoad().orElseThrow());
        Times again = Planted.measured(report, 1).times();
        assertEquals(OptionalDouble.empty(), again.coldLoad());
        assertEquals("the same files were loaded before for 'compiling/m [threads=1]'", again.notCold());
        assertEquals(2, again.secondLoad().orElseThrow());
    }

    @Test
    void whatFailsTooOftenIsARowWithItsAttempts() throws Exception {
        FakeBackend broken = planted.fake("broken", 0, () -> {
            throw new BackendException(ErrorKind.RESOURCES, "out of memory");
        });

        BenchmarkReport report =
                planted.run(Planted.pace(1, 2, OptionalLong.empty()), broken, planted.fake("well", 0, () -> 1));

        BenchmarkRow.Failed row =
                assertInstanceOf(BenchmarkRow.Failed.class, report.rows().get(0));
        assertEquals(2, row.attempts().size());
        assertEquals("warm-up 1 of 1", row.stage());
        assertTrue(Planted.measured(report, 1).isValid());
        assertFalse(report.allMeasured());
    }

    @Test
    void cancellingKeepsWhatIsFinished() throws Exception {
        Thread self = Thread.currentThread();
        AtomicInteger calls = new AtomicInteger();
        FakeBackend cancelling = planted.fake("b", 0, () -> {
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

        BenchmarkReport report = planted.run(
                Planted.pace(5, 0, OptionalLong.empty()),
                Comparison.STRICT,
                OptionalLong.of(8),
                listener,
                planted.fake("a", 0, () -> 1),
                cancelling,
                planted.fake("c", 0, () -> 1));

        assertTrue(report.execution().cancelled());
        assertFalse(Thread.interrupted());
        assertEquals(
                List.of(),
                report.groups().stream()
                        .filter(group -> !group.models().equals(List.of("a/m")))
                        .toList());
        assertEquals(List.of("a/m measured", "b/m measured", "c/m failed"), finished);
        assertTrue(Planted.measured(report, 0).isValid());
        assertTrue(Planted.measured(report, 1).findings().invalid().get(0).startsWith("cancelled after"));
        assertEquals("not begun", ((BenchmarkRow.Failed) report.rows().get(2)).stage());
    }

    @Test
    void cancellingBeforeAnythingIsFinishedGivesNothing() {
        Thread self = Thread.currentThread();
        FakeBackend cancelling = planted.fake("a", 0, () -> {
            self.interrupt();
            return 1;
        });

        assertThrows(
                InterruptedException.class, () -> planted.run(Planted.pace(5, 0, OptionalLong.empty()), cancelling));
    }

    @Test
    void whatIsFastAndWrongIsNotRanked() throws Exception {
        BenchmarkReport report = planted.run(
                Planted.pace(2, 0, OptionalLong.empty()),
                new Comparison(0.5, Set.of()),
                OptionalLong.empty(),
                planted.fake("empty", ""),
                planted.fake("loop", "one two three four ".repeat(20)),
                planted.fake("right", Planted.SAID),
                planted.fake("wrong", "eleven"));

        assertEquals(List.of("wrote nothing for", "WER 100.00 % is above"), invalid(report, 0));
        assertTrue(invalid(report, 1).contains("repeats itself in"), invalid(report, 1)::toString);
        assertEquals(List.of(), invalid(report, 2));
        assertEquals(List.of("WER 100.00 % is above"), invalid(report, 3));
        assertEquals(List.of(new BenchmarkReport.Group("", List.of("right/m"))), report.groups());
    }

    @Test
    void aFileOnWhichTheEngineFailsIsMarkedAndItsWordsCountOnlyWherePenalized() throws Exception {
        planted.hear(Corpus.read(
                List.of(planted.speech("a", Planted.SAID), planted.speech("b", "one two"), planted.speech("c", "one")),
                List.of()));
        AtomicInteger calls = new AtomicInteger();
        FakeBackend choosy = planted.fake("choosy", Planted.SAID).with((FakeBackend.Loader) model -> audio -> {
            planted.clock().pass(2);
            if (calls.incrementAndGet() % 3 == 2) {
                throw new BackendException(ErrorKind.USER, "too short");
            }
            return FakeBackend.transcript(calls.get() % 3 == 1 ? Planted.SAID : "one", audio.duration());
        });

        BenchmarkRow.Measured row = Planted.measured(planted.run(Planted.pace(3, 0, OptionalLong.empty()), choosy), 0);

        assertEquals(
                List.of("", "too short", ""),
                row.transcripts().stream().map(Transcript::problem).toList());
        assertEquals(
                List.of(OptionalDouble.of(2), OptionalDouble.empty(), OptionalDouble.of(2)),
                row.times().runs().get(0).fileSeconds());
        assertEquals(List.of(4.0, 4.0, 4.0), row.times().runSeconds());
        assertEquals(2, row.speed().rtf(), 1e-9, "of the two seconds that were heard");
        assertEquals(0, row.errors().corpusWordErrorRate().orElseThrow());
        assertEquals(2 / 13.0, row.findings().penalized().rate().orElseThrow(), 1e-12);
        assertEquals(1, row.findings().invalid().size(), row.findings().invalid()::toString);
        assertTrue(row.findings().invalid().get(0).startsWith("failed on "));
    }

    @Test
    void aFileThatFailsInSomeRunsIsInTheTimeOfNone() throws Exception {
        planted.hear(Corpus.read(
                List.of(planted.speech("a", Planted.SAID), planted.speech("b", "one two"), planted.speech("c", "one")),
                List.of()));
        BenchmarkRow.Measured row =
                Planted.measured(planted.run(Planted.pace(3, 0, OptionalLong.empty()), failing(List.of(4, 10), 2)), 0);

        assertEquals(
                List.of("", "bad luck", ""),
                row.transcripts().stream().map(Transcript::problem).toList());
        assertEquals(
                List.of(OptionalDouble.empty(), OptionalDouble.of(2), OptionalDouble.empty()),
                row.times().runs().stream().map(run -> run.fileSeconds().get(1)).toList());
        assertEquals(List.of(4.0, 4.0, 4.0), row.times().runSeconds());
        assertEquals(2, row.speed().rtf(), 1e-9, "of the two seconds that were heard in every run");
        assertEquals(List.of(), row.speed().statistics().outlierRuns());
    }

    @Test
    void whereNoFileIsHeardInEveryRunNothingWasMeasured() throws Exception {
        planted.hear(
                Corpus.read(List.of(planted.speech("a", Planted.SAID), planted.speech("b", "one two")), List.of()));

        BenchmarkReport report = planted.run(Planted.pace(2, 0, OptionalLong.empty()), failing(List.of(2, 5), 2));

        BenchmarkRow.Failed row =
                assertInstanceOf(BenchmarkRow.Failed.class, report.rows().get(0));
        assertEquals("no file was heard in every run: bad luck", row.message());
        assertFalse(report.allMeasured());
    }

    /** Fails in the calls of these numbers, from 0 on, of which the first pass is the warm-up. */
    private FakeBackend failing(List<Integer> calls, double seconds) {
        AtomicInteger call = new AtomicInteger();
        return planted.fake("shaky", Planted.SAID).with((FakeBackend.Loader) model -> audio -> {
            planted.clock().pass(seconds);
            if (calls.contains(call.getAndIncrement())) {
                throw new BackendException(ErrorKind.EXTERNAL, "bad luck");
            }
            return FakeBackend.transcript(Planted.SAID, audio.duration());
        });
    }

    private static List<String> invalid(BenchmarkReport report, int row) {
        return Planted.measured(report, row).findings().invalid().stream()
                .map(reason -> reason.replaceAll(" ('.*|the bound.*)", ""))
                .filter(reason -> row == 1 ? reason.startsWith("repeats") : !reason.isEmpty())
                .toList();
    }
}
