package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRequest;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.bench.Corpus;
import org.whisperbench.platform.bench.FileStatus;
import org.whisperbench.platform.bench.Pace;
import org.whisperbench.platform.bench.Transcript;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.check.ModelCheck;
import org.whisperbench.platform.check.ModelStatus;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscribeRequest;
import org.whisperbench.platform.transcribe.TranscriptReport;
import org.whisperbench.platform.transcribe.Transcriptions;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.rogue.Deed;
import org.whisperbench.testkit.rogue.RogueBackend;

/** What users see of engines that crash, hang or fail: a row each, and the rows beside them are as ever. */
@Timeout(120)
class LostEnginesTest {

    private static final Selection BOTH = new Selection(List.of(), List.of("rogue/nothing", "neighbour/m"));
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private Isolation isolation;
    private Catalog catalog;
    private ModelStore store;
    private AudioFiles audio;
    private Path tone;

    @BeforeEach
    void start() throws IOException {
        isolation = Isolation.ofClassPath(new IsolationSettings(
                IsolationSettings.Which.NATIVE,
                Duration.ofMinutes(1),
                Duration.ZERO,
                List.of("-Xmx64m", "-XX:TieredStopAtLevel=1")));
        RogueBackend.writeModel(folder);
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        FakeBackend neighbour = FakeBackend.hearing("neighbour", folder.resolve("m"), "all is well");
        catalog = Catalog.of(Backends.of(isolation, "1.0.0", new RogueBackend(), neighbour));
        store = ModelStore.over(new StoreRoots(List.of(folder), folder.resolve("hub")));
        audio = new AudioFiles(Files.createDirectories(folder.resolve("scratch")));
        tone = folder.resolve("tone.wav");
        PcmAudio.tone(1, tone);
    }

    @AfterEach
    void stop() {
        isolation.close();
    }

    private static LoadOptions doing(Deed deed, String at) {
        return LoadOptions.defaults()
                .withTimeout(deed == Deed.LOOP ? LIMIT : Duration.ZERO)
                .withExtra(Map.of("do", deed.word(), "at", at));
    }

    private BenchmarkReport benchmark(Deed deed, String at) throws InterruptedException {
        return benchmark(deed, at, List.of(tone));
    }

    private BenchmarkReport benchmark(Deed deed, String at, List<Path> speech) throws InterruptedException {
        TranscribeOptions options =
                TranscribeOptions.defaults().withTimeout(doing(deed, at).timeout());
        return Benchmarks.over(store, audio)
                .run(
                        BenchmarkRequest.of(
                                catalog.select(BOTH),
                                Corpus.read(speech, List.of()),
                                Pace.exactly(1, 0),
                                doing(deed, at),
                                options),
                        (model, step, fraction) -> {});
    }

    private static BenchmarkRow row(BenchmarkReport report, String model) {
        return report.rows().stream()
                .filter(row -> row.subject().model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ABORT,transcribe,crashed,run 1 of 1,SIGABRT",
        "SEGFAULT,load,crashed,load,SIGSEGV",
        "ILLEGAL_INSTRUCTION,transcribe,crashed,run 1 of 1,SIGILL",
        "EXIT,transcribe,crashed,run 1 of 1,exit code 3",
        "HEAP,transcribe,failed,run 1 of 1,resources",
        "STACK,transcribe,failed,run 1 of 1,internal",
        "THROW,load,failed,load,internal",
        "LOOP,transcribe,timed out,run 1 of 1,2.0",
        "LOOP,load,timed out,load,2.0",
    })
    void aBenchmarkHasARowForIt(Deed deed, String at, String outcome, String stage, String detail) throws Exception {
        BenchmarkReport report = benchmark(deed, at);

        BenchmarkRow row = row(report, "rogue/nothing");
        assertEquals(outcome, row.outcome(), row::toString);
        assertEquals(stage + " " + detail, told(row));
        assertTrue(row.lastLines().contains("the rogue is about to do it: " + deed), row.lastLines()::toString);
        assertTrue(row.subject().isolated());
        assertFalse(report.allMeasured());
        BenchmarkRow.Measured neighbour = assertInstanceOf(BenchmarkRow.Measured.class, row(report, "neighbour/m"));
        assertEquals("all is well", neighbour.transcripts().get(0).text());
        assertEquals("unknown", neighbour.resources().peakBasis());
        if (Files.exists(Path.of("/proc/self/status"))) {
            // The neighbour works in this process, so this process is what it takes.
            assertTrue(neighbour.resources().hostPeakBytes().orElse(0) > 10_000_000, neighbour::toString);
        }
    }

    /** The second of three files takes the process with it; the others are measured in the next one. */
    @ParameterizedTest
    @CsvSource({
        "SEGFAULT,CRASHED,crashed,worker ended with SIGSEGV before it answered",
        "LOOP,TIMED_OUT,timed out,worker took longer than 2.0 s and was killed",
        "THROW,FAILED,failed,the rogue threw this",
    })
    void aFileThatTakesTheEngineWithItCostsNoOtherFile(Deed deed, FileStatus status, String outcome, String sentence)
            throws Exception {
        List<Path> speech = List.of(tone, folder.resolve("two.wav"), folder.resolve("three.wav"));
        PcmAudio.tone(2, speech.get(1));
        PcmAudio.tone(3, speech.get(2));

        BenchmarkReport report = benchmark(deed, "32000", speech);

        BenchmarkRow.Measured row =
                assertInstanceOf(BenchmarkRow.Measured.class, row(report, "rogue/nothing"), report::toString);
        assertEquals(
                List.of(FileStatus.HEARD, status, FileStatus.HEARD),
                row.transcripts().stream().map(Transcript::status).toList());
        assertEquals(
                List.of("heard 16000 samples", "", "heard 48000 samples"),
                row.transcripts().stream().map(Transcript::text).toList());
        assertTrue(row.transcripts().get(1).problem().contains(sentence), row::toString);
        assertEquals(
                List.of("run 1 of 1, file '" + speech.get(1) + "' " + outcome),
                row.attempts().stream()
                        .map(attempt -> attempt.stage() + " " + attempt.outcome())
                        .toList());
        assertEquals(
                OptionalDouble.empty(), row.times().runs().get(0).fileSeconds().get(1));
        assertEquals(
                List.of("failed on '" + speech.get(1) + "'"), row.findings().invalid());
        assertFalse(report.allMeasured());
        assertTrue(((BenchmarkRow.Measured) row(report, "neighbour/m")).isValid());
    }

    private static String told(BenchmarkRow row) {
        if (row instanceof BenchmarkRow.Crashed crashed) {
            return crashed.stage() + " " + crashed.ending();
        }
        if (row instanceof BenchmarkRow.TimedOut late) {
            return late.stage() + " " + late.limitSeconds();
        }
        BenchmarkRow.Failed failed = assertInstanceOf(BenchmarkRow.Failed.class, row);
        return failed.stage() + " " + failed.kind();
    }

    @Test
    void aHealthyEngineHasFiguresOfItsProcess() throws Exception {
        BenchmarkRow.Measured row =
                assertInstanceOf(BenchmarkRow.Measured.class, row(benchmark(Deed.NOTHING, ""), "rogue/nothing"));

        assertEquals("heard 16000 samples", row.transcripts().get(0).text());
        BenchmarkRun run = row.times().runs().get(0);
        assertTrue(run.firstSegmentSeconds().orElse(Double.NaN) > 0, "the rogue tells its segment as it comes");
        assertTrue(run.firstSegmentSeconds().orElseThrow() <= run.seconds());
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertEquals("peak", row.resources().peakBasis());
            assertEquals("peak", row.resources().cpuBasis());
            assertTrue(row.resources().peakBytes().orElse(0) > 10_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SEGFAULT,load,LOAD_FAILED",
        "EXIT,transcribe,LOAD_FAILED",
        "LOOP,load,TIMEOUT",
        "LOOP,transcribe,TIMEOUT"
    })
    void aCheckHasAStateForIt(Deed deed, String at, ModelStatus status) throws Exception {
        CheckReport report =
                Checks.over(catalog, store, audio).check(BOTH, doing(deed, at), (model, index, count) -> {});

        Optional<ModelCheck> check = report.models().stream()
                .filter(m -> m.model().equals("rogue/nothing"))
                .findFirst();
        ModelCheck.NotLoadable failed = assertInstanceOf(ModelCheck.NotLoadable.class, check.orElseThrow());
        assertEquals(status, failed.status());
        assertTrue(failed.lastLines().contains("the rogue is about to do it: " + deed), failed::toString);
        assertTrue(report.models().stream().anyMatch(m -> m.status() == ModelStatus.LOADABLE));
    }

    @Test
    void aTranscriptionThatCrashesFailsItsFile() throws Exception {
        CatalogModel rogue =
                catalog.select(new Selection(List.of("rogue"), List.of())).get(0);
        TranscriptReport report = Transcriptions.over(store, audio)
                .transcribe(
                        new TranscribeRequest(
                                rogue, List.of(tone, tone), doing(Deed.ABORT, ""), TranscribeOptions.defaults()),
                        (file, index, count) -> Progress.none());

        assertEquals(2, report.files().size());
        for (FileTranscript file : report.files()) {
            FileTranscript.Failed failed = assertInstanceOf(FileTranscript.Failed.class, file);
            assertEquals("worker ended with SIGABRT before it answered", failed.message());
            assertTrue(failed.lastLines().contains("the rogue is about to do it: ABORT"));
        }
    }
}
