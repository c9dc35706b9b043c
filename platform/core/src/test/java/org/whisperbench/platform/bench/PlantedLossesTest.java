package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/** An engine that is lost on one file of several loses that file: what it heard of the others stays, and is measured anew. */
class PlantedLossesTest {

    private static final WorkerFailure TIMED_OUT =
            new WorkerFailure.TimedOut(WorkerFailure.TimedOut.Limit.TOTAL, Duration.ofSeconds(9), List.of("last line"));

    @TempDir
    Path folder;

    private Planted planted;
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> calls = new ArrayList<>();

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    /** Writes files of one second, two seconds and so on, each with one word. */
    private List<Path> speech(String... words) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            files.add(planted.speech("f" + i, i + 1, words[i]));
        }
        planted.hear(Corpus.read(files, List.of()));
        return files;
    }

    /** An engine in which a failure is planted for files of these lengths, in the loads before that number. */
    private FakeBackend lostOn(Set<Integer> seconds, int untilLoad, RuntimeException failure) {
        return planted.fake("shaky", "").with((FakeBackend.Loader) model -> {
            int load = loads.incrementAndGet();
            return audio -> {
                int length = (int) audio.duration().toSeconds();
                calls.add(load + ":" + length);
                planted.clock().pass(length);
                if (seconds.contains(length) && load < untilLoad) {
                    throw failure;
                }
                return FakeBackend.transcript("said", audio.duration());
            };
        });
    }

    private static List<String> statuses(BenchmarkRow row) {
        return row instanceof BenchmarkRow.Measured measured
                ? measured.transcripts().stream()
                        .map(each -> each.status().text())
                        .toList()
                : row.files().stream().map(each -> each.status().text()).toList();
    }

    @Test
    void theOtherFilesAreMeasuredAnewInOneFreshLoad() throws Exception {
        List<Path> files = speech("said", "said", "said");

        BenchmarkReport report = planted.run(
                Planted.pace(2, 0, OptionalLong.empty()),
                lostOn(Set.of(2), 99, new WorkerLostException(TIMED_OUT)),
                planted.fake("well", "said"));

        BenchmarkRow.Measured row = Planted.measured(report, 0);
        assertEquals(List.of("heard", "timed out", "heard"), statuses(row));
        assertEquals(
                "worker took longer than 9.0 s and was killed",
                row.transcripts().get(1).problem());
        // Two loads each; the pass in which it was lost is in no number.
        assertEquals(List.of("2:1", "2:2", "4:1", "4:3", "4:1", "4:3", "4:1", "4:3"), calls);
        assertEquals(List.of(4.0), row.times().warmupSeconds());
        assertEquals(List.of(4.0, 4.0), row.times().runSeconds());
        assertEquals(1, row.speed().rtf(), 1e-9, "of the four seconds that were heard");
        assertEquals(
                List.of(OptionalDouble.of(1), OptionalDouble.empty(), OptionalDouble.of(3)),
                row.times().runs().get(1).fileSeconds());
        assertEquals(0, row.errors().corpusWordErrorRate().orElseThrow());
        assertEquals(1 / 3.0, row.findings().penalized().rate().orElseThrow(), 1e-12);
        BenchmarkRow.Attempt attempt = row.attempts().get(0);
        assertEquals("warm-up 1 of 1, file '" + files.get(1) + "'", attempt.stage());
        assertEquals("timed out", attempt.outcome());
        assertEquals(1, row.attempts().size());
        assertEquals(List.of("failed on '" + files.get(1) + "'"), row.findings().invalid());
        assertFalse(report.allMeasured());
        assertEquals(List.of(new BenchmarkReport.Group("", List.of("well/m"))), report.groups());
    }

    @Test
    void aRetryTriesTheFileAgain() throws Exception {
        speech("said", "said");

        BenchmarkRow.Measured row = Planted.measured(
                planted.run(
                        Planted.pace(2, 1, OptionalLong.empty()),
                        lostOn(Set.of(2), 4, new WorkerLostException(TIMED_OUT))),
                0);

        assertEquals(List.of("heard", "heard"), statuses(row));
        assertEquals(1, row.attempts().size());
        assertEquals(List.of(3.0, 3.0), row.times().runSeconds());
        assertTrue(row.isValid(), row.findings().invalid()::toString);
    }

    @Test
    void whatABackendThrowsInThisProcessCostsOnlyItsFile() throws Exception {
        speech("said", "said");

        BenchmarkRow.Measured row = Planted.measured(
                planted.run(
                        Planted.pace(1, 0, OptionalLong.empty()),
                        lostOn(Set.of(1), 99, new IllegalStateException("its table is broken"))),
                0);

        assertEquals(List.of("failed", "heard"), statuses(row));
        assertEquals("its table is broken", row.transcripts().get(0).problem());
    }

    @Test
    void aWorkerThatRefusesAFileAndLivesOnIsNotLoadedAgain() throws Exception {
        speech("said", "said");
        WorkerFailure refused = new WorkerFailure.Failed(
                WorkerErrorKind.AUDIO, org.whisperbench.api.ErrorKind.USER, "too short", "", List.of());

        BenchmarkRow.Measured row = Planted.measured(
                planted.run(
                        Planted.pace(1, 0, OptionalLong.empty()),
                        lostOn(Set.of(1), 99, new WorkerLostException(refused))),
                0);

        assertEquals(List.of("failed", "heard"), statuses(row));
        assertEquals(2, loads.get());
        assertEquals(List.of(), row.attempts());
    }

    @Test
    void anEngineThatDiesEverywhereIsGivenUpAndWhatItHeardIsKeptWithoutNumbers() throws Exception {
        speech("said", "said", "said", "said", "said", "said");

        BenchmarkReport report = planted.run(
                Planted.pace(1, 0, OptionalLong.empty()),
                lostOn(Set.of(2, 3, 4, 5, 6), 99, new WorkerLostException(TIMED_OUT)));

        BenchmarkRow.TimedOut row =
                assertInstanceOf(BenchmarkRow.TimedOut.class, report.rows().get(0));
        assertEquals(List.of("heard", "timed out", "timed out", "timed out", "timed out", "not heard"), statuses(row));
        assertEquals("said", row.files().get(0).text());
        assertEquals("", row.files().get(5).problem());
        assertEquals(3, row.attempts().size());
        assertTrue(row.stage().startsWith("warm-up 1 of 1, file '"), row.stage());
        assertEquals(List.of("last line"), row.lastLines());
        assertEquals(8, loads.get(), "two for each of four measurements");
    }

    @Test
    void whatFailsLaterKeepsWhatWasHeard() throws Exception {
        speech("said", "said");
        FakeBackend once = planted.fake("once", "").with((FakeBackend.Loader) model -> {
            if (loads.incrementAndGet() > 1) {
                throw new org.whisperbench.api.BackendException(
                        org.whisperbench.api.ErrorKind.RESOURCES, "no memory is left");
            }
            return audio -> {
                if (audio.duration().toSeconds() == 2) {
                    throw new WorkerLostException(TIMED_OUT);
                }
                return FakeBackend.transcript("said", audio.duration());
            };
        });

        BenchmarkReport report = planted.run(Pace.exactly(1, 0), once);

        BenchmarkRow.Failed row =
                assertInstanceOf(BenchmarkRow.Failed.class, report.rows().get(0));
        assertEquals("load", row.stage());
        assertEquals("no memory is left", row.message());
        assertEquals(List.of("heard", "timed out"), statuses(row));
        assertEquals(1, row.attempts().size());
    }
}
