package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.Parts;
import org.whisperbench.testkit.FakeBackend;

/** An engine inside this process that hangs is a row, whether it heeds an interrupt or not, and the others are measured. */
class PlantedHangTest {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration LONGEST = Duration.ofSeconds(50);

    @TempDir
    Path folder;

    private Planted planted;
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    @AfterEach
    void letGo() {
        end.countDown();
    }

    /** Waits for the end of the test, whoever interrupts. */
    private void hang() {
        boolean interrupted = false;
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private BenchmarkReport run(FakeBackend hanging) {
        Parts parts = Parts.of(folder, hanging, planted.fake("well", 0, () -> 1));
        List<Candidate> candidates = VirtualBenchmark.candidates(parts).stream()
                .map(each -> each.name().equals("hangs/m") ? limited(each) : each)
                .toList();
        return assertTimeoutPreemptively(LONGEST, () -> planted.run(Pace.exactly(3, 1), candidates));
    }

    private static Candidate limited(Candidate candidate) {
        return new Candidate(
                candidate.model(),
                candidate.load().withTimeout(LIMIT),
                candidate.options().withTimeout(LIMIT));
    }

    private static BenchmarkRow.TimedOut timedOut(BenchmarkReport report) {
        BenchmarkRow.TimedOut row =
                assertInstanceOf(BenchmarkRow.TimedOut.class, report.rows().get(0));
        assertEquals(0.3, row.limitSeconds(), 1e-9);
        BenchmarkRow.Measured well = Planted.measured(report, 1);
        assertEquals(3, well.times().runs().size());
        assertTrue(well.isValid(), well.findings().invalid()::toString);
        return row;
    }

    @Test
    void anEngineThatHangsInATranscriptionAndHeedsNothingIsLeftAlone() {
        BenchmarkRow.TimedOut row = timedOut(run(planted.fake("hangs", "").with((FakeBackend.Loader) model -> audio -> {
            hang();
            return FakeBackend.transcript("late", audio.duration());
        })));

        assertEquals("warm-up 1 of 1", row.stage());
        assertTrue(row.message().startsWith("the engine took longer than 0.3 s for '"), row.message());
        assertTrue(row.message().contains("which it did not heed"), row.message());
    }

    @Test
    void anEngineThatHangsWhenItLoadsIsARow() {
        BenchmarkRow.TimedOut row = timedOut(run(planted.fake("hangs", "").with((FakeBackend.Loader) model -> {
            hang();
            throw new IllegalStateException("late");
        })));

        assertEquals("load", row.stage());
        assertTrue(row.message().startsWith("the engine took longer than 0.3 s to load "), row.message());
    }

    @Test
    void anEngineThatHeedsTheInterruptIsEnded() {
        BenchmarkRow.TimedOut row = timedOut(run(planted.fake("hangs", "").with((FakeBackend.Loader) model -> {
            end.await();
            throw new IllegalStateException("late");
        })));

        assertTrue(row.message().contains("was interrupted; allow more with '--timeout'"), row.message());
    }
}
