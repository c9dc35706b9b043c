package org.whisperbench.worker;

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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;

/** An engine in a real Python behind the interface of a backend, in an environment that only looks like one. */
@Timeout(120)
final class PythonEngineTest extends ListeningEngine {

    private SpeechModel load() throws IOException, InterruptedException {
        environment("listening_lib-4.5", "other_lib-1.0");
        return ENGINE.load(resolved(ModelFile.unverified("words.txt")), LoadOptions.defaults(), Progress.none());
    }

    private Audio audio() throws IOException {
        Path wav = folder.resolve("second.wav");
        if (!Files.exists(wav)) {
            Files.write(wav, TestWav.silence(16_000));
        }
        return WavAudio.open(wav);
    }

    private static TranscribeOptions doing(String what) {
        return TranscribeOptions.defaults().withExtra(Map.of("do", what));
    }

    @Test
    void whatIsMissingIsToldWithoutStartingPython() throws IOException {
        Availability.Unavailable none = assertInstanceOf(Availability.Unavailable.class, ENGINE.availability());
        environment("listening_lib-4.5");
        Availability.Unavailable half = assertInstanceOf(Availability.Unavailable.class, ENGINE.availability());
        environment("other_lib-1.0");

        assertTrue(none.reason().contains(folder.resolve("engines").resolve(ID).toString()), none::reason);
        assertTrue(half.reason().endsWith("lacks other.lib"), half::reason);
        assertEquals("run 'whisperbench setup listening-test'", none.remedy());
        assertEquals(none.remedy(), half.remedy());
        assertEquals("Listening_Lib\nother.lib\n", ENGINE.requirements());
        assertEquals(new Availability.Available("4.5"), ENGINE.availability());
    }

    @Test
    void theEngineSeesDeclaredFilesOnlyAndTheCallerItsOwnPaths() throws Exception {
        try (SpeechModel loaded = load()) {
            String text = loaded.transcribe(audio(), TranscribeOptions.defaults(), Progress.none())
                    .text();

            assertEquals("words sees words.txt for 1.00 s", text);
            assertEquals(List.of(model.resolve("words.txt")), loaded.identity().files());
            assertEquals("cpu", loaded.identity().device());
            assertTrue(loaded.ability(ResourceMeter.class).orElseThrow().lastCall() != null);
        }
    }

    @Test
    void aSegmentOfTwoHundredThousandWordsCrosses() throws Exception {
        List<Segment> told = new ArrayList<>();
        try (SpeechModel loaded = load()) {
            Segment segment = loaded.transcribe(audio(), doing("words"), new Progress() {
                        @Override
                        public void segment(Segment one) {
                            told.add(one);
                        }
                    })
                    .segments()
                    .get(0);

            assertEquals(200_000, segment.words().size());
            assertEquals("word".repeat(12), segment.words().get(199_999).text());
        }
        assertEquals(0, told.size(), "it is too long to be told as progress");
    }

    @ParameterizedTest
    @CsvSource({"exit, EXTERNAL", "oom, RESOURCES", "fail, USER", "unknown, USER"})
    void afterAFailureTheModelIsStillUsable(String deed, ErrorKind kind) throws Exception {
        try (SpeechModel loaded = load()) {
            BackendException failure = assertThrows(
                    BackendException.class, () -> loaded.transcribe(audio(), doing(deed), Progress.none()));

            assertEquals(kind, failure.kind(), failure::getMessage);
            assertTrue(loaded.transcribe(audio(), doing("listen"), Progress.none())
                    .text()
                    .startsWith("words"));
        }
    }

    @Test
    void anInterruptEndsACallAndTheNextOneWorks() throws Exception {
        try (SpeechModel loaded = load()) {
            CountDownLatch begun = new CountDownLatch(1);
            FutureTask<Boolean> call = hanging(loaded, begun);
            Thread caller = new Thread(call);
            caller.start();
            begun.await();
            caller.interrupt();

            assertTrue(call.get());
            assertTrue(
                    loaded.transcribe(audio(), doing("listen"), Progress.none()).complete());
            assertEquals(2, loaded.ability(ResourceMeter.class).orElseThrow().loads());
        }
    }

    @Test
    void itsFolderIsWhereTheHostEmptiesItAndGoesWithTheModel() throws Exception {
        Path host = folder.resolve("of-the-host");
        System.setProperty("whisperbench.temporary", host.toString());
        try (SpeechModel loaded = load()) {
            try (var folders = Files.list(host)) {
                assertEquals(1, folders.count());
            }
            assertEquals("m", loaded.identity().model());
        } finally {
            System.clearProperty("whisperbench.temporary");
        }
        try (var folders = Files.list(host)) {
            assertEquals(0, folders.count());
        }
    }

    @Test
    void aProcessThatRestsIsStartedAgainByTheNextCall() throws Exception {
        try (SpeechModel loaded = load()) {
            RestingProcess resting = loaded.ability(RestingProcess.class).orElseThrow();
            ProcessHandle process = children().get(0);

            resting.rest();

            process.onExit().get();
            assertEquals(List.of(), children());
            assertTrue(
                    loaded.transcribe(audio(), doing("listen"), Progress.none()).complete());
            assertEquals(2, loaded.ability(ResourceMeter.class).orElseThrow().loads());
        }
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    private FutureTask<Boolean> hanging(SpeechModel loaded, CountDownLatch begun) {
        return new FutureTask<>(() -> {
            try {
                loaded.transcribe(audio(), doing("hang"), new Progress() {
                    @Override
                    public void phase(Phase phase) {
                        begun.countDown();
                    }
                });
                return false;
            } catch (InterruptedException e) {
                return true;
            }
        });
    }

    @Test
    void closingEndsTheCallThatRunsAndLaterOnesAreRefused() throws Exception {
        SpeechModel loaded = load();
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Boolean> call = hanging(loaded, begun);
        Thread caller = new Thread(call);
        caller.start();
        begun.await();
        loaded.close();
        loaded.close();
        caller.join();

        assertThrows(java.util.concurrent.ExecutionException.class, call::get);
        BackendException refusal = assertThrows(
                BackendException.class, () -> loaded.transcribe(audio(), doing("listen"), Progress.none()));
        assertTrue(String.valueOf(refusal.getMessage()).contains("is closed"), refusal::getMessage);
    }

    @Test
    void aTimeLimitEndsACall() throws Exception {
        try (SpeechModel loaded = load()) {
            WorkerLostException late = assertThrows(
                    WorkerLostException.class,
                    () -> loaded.transcribe(
                            audio(), doing("hang").withTimeout(Duration.ofSeconds(1)), Progress.none()));

            assertInstanceOf(WorkerFailure.TimedOut.class, late.failure());
        }
    }

    @Test
    void damagedFilesNeverReachTheEngine() throws Exception {
        environment("listening_lib-4.5", "other_lib-1.0");
        Files.writeString(model.resolve("x.safetensors"), "<html>");
        Files.writeString(model.resolve("x.pt"), "pickle");

        refused(ErrorKind.MISSING_MODEL, "is missing", ModelFile.unverified("none.txt"));
        refused(ErrorKind.MISSING_MODEL, "is damaged", ModelFile.unverified("x.safetensors"));
        refused(ErrorKind.USER, "is a pickle", ModelFile.unverified("x.pt"));
        refused(ErrorKind.MISSING_MODEL, "not the published one", ModelFile.known("x.pt", 6, "0".repeat(64)));
    }

    private void refused(ErrorKind kind, String words, ModelFile file) {
        BackendException refusal = assertThrows(
                BackendException.class, () -> ENGINE.load(resolved(file), LoadOptions.defaults(), Progress.none()));
        assertEquals(kind, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }

    @Test
    void withoutItsPackagesItDoesNotLoad() {
        refused(ErrorKind.BACKEND_UNAVAILABLE, "run 'whisperbench setup", ModelFile.unverified("words.txt"));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, /home/me, /home/me/.local/share/whisperbench",
        "Mac OS X, /Users/me, /Users/me/Library/Application Support/whisperbench",
        "Windows 11, /home/me, /home/me/AppData/Local/whisperbench"
    })
    void environmentsAreWhereTheSystemKeepsData(String system, String home, String expected) {
        assertEquals(Path.of(expected), PythonEnvironment.dataFolder(system, Map.of(), Path.of(home)));
        assertEquals(
                Path.of("/data/whisperbench"),
                PythonEnvironment.dataFolder("Linux", Map.of("XDG_DATA_HOME", "/data"), Path.of(home)));
        assertFalse(new PythonEnvironment(folder.resolve("none")).interpreter().isPresent());
    }
}
