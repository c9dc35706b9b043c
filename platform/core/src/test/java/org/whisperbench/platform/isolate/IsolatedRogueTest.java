package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.testkit.rogue.Deed;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/** A real child process that misbehaves, behind the interface of a backend. */
@Timeout(120)
class IsolatedRogueTest {

    @TempDir
    Path folder;

    private RogueHost host;

    @BeforeEach
    void start() throws IOException {
        host = RogueHost.in(folder, IsolationSettings.defaults());
    }

    @AfterEach
    void stop() {
        host.close();
        assertEquals(List.of(), RogueHost.children());
    }

    private static Map<String, String> doing(Deed deed) {
        return Map.of("do", deed.word());
    }

    @ParameterizedTest
    @CsvSource({
        "ABORT,worker ended with SIGABRT before it answered",
        "SEGFAULT,worker ended with SIGSEGV before it answered",
        "ILLEGAL_INSTRUCTION,worker ended with SIGILL before it answered",
        "KILLED,worker ended with SIGKILL before it answered",
        "EXIT,worker ended with exit code 3 before it answered",
        "GARBAGE,'worker sent what is no answer and was killed: a frame was cut short after 22 bytes; run it again, and"
                + " report it to the backend''s author if it happens again'",
        "HEAP,the engine ran out of memory: Java heap space",
        "STACK,the engine ran out of stack",
        "THROW,the engine failed: the rogue threw this"
    })
    void whateverItDoesIsAFailureWithItsLastWordsAndTheNextCallWorks(Deed deed, String sentence) throws Exception {
        for (String at : List.of("load", "transcribe")) {
            Map<String, String> extra = Map.of("do", deed.word(), "at", at);
            WorkerLostException lost = assertThrows(WorkerLostException.class, () -> {
                try (SpeechModel loaded = host.load(extra)) {
                    host.transcribe(loaded);
                }
            });

            assertEquals(sentence, lost.getMessage(), lost.lastLines()::toString);
            assertTrue(lost.lastLines().contains("the rogue is about to do it: " + deed), lost.lastLines()::toString);
        }
        try (SpeechModel loaded = host.load(Map.of())) {
            assertEquals("heard 16000 samples", host.transcribe(loaded));
        }
    }

    @ParameterizedTest
    @CsvSource({"LOOP", "HANG"})
    void whatNeverEndsIsEndedAtItsTimeLimit(Deed deed) throws Exception {
        Duration limit = Duration.ofMillis(300);
        try (SpeechModel loaded = host.load(doing(deed))) {
            TranscribeOptions options = TranscribeOptions.defaults().withTimeout(limit);
            WorkerLostException lost = assertThrows(
                    WorkerLostException.class, () -> loaded.transcribe(host.tone(), options, Progress.none()));

            WorkerFailure.TimedOut late = assertInstanceOf(WorkerFailure.TimedOut.class, lost.failure());
            assertEquals(limit, late.after());
            assertEquals(ErrorKind.RESOURCES, lost.kind());
        }
        LoadOptions options = LoadOptions.defaults()
                .withExtra(Map.of("do", deed.word(), "at", "load"))
                .withTimeout(Duration.ofSeconds(2));
        WorkerLostException lost = assertThrows(
                WorkerLostException.class, () -> host.placed().backend().load(host.model(), options, Progress.none()));
        assertInstanceOf(WorkerFailure.TimedOut.class, lost.failure());
    }

    @Test
    void aModelWhoseProcessCrashedIsLoadedAgainByTheNextCall() throws Exception {
        Path pid = folder.resolve("pid");
        try (SpeechModel loaded = host.load(Map.of("pid", pid.toString()))) {
            assertEquals("heard 16000 samples", host.transcribe(loaded));
            ProcessHandle first = RogueHost.process(pid);
            Files.delete(pid);
            first.destroyForcibly();
            first.onExit().get();

            List<String> phases = new ArrayList<>();
            Progress progress = new RecordedProgress(phases);
            assertEquals(
                    "heard 16000 samples",
                    loaded.transcribe(host.tone(), TranscribeOptions.defaults(), progress)
                            .text());

            assertNotEquals(first.pid(), RogueHost.process(pid).pid());
            assertEquals(List.of("LOADING", "DECODING", "heard 16000 samples"), phases);
        }
    }

    @Test
    void anIdleProcessEndsAndTheNextCallStartsAnother() throws Exception {
        host.close();
        host = RogueHost.in(
                folder,
                new IsolationSettings(
                        IsolationSettings.Which.NATIVE, Duration.ofMinutes(1), Duration.ofMillis(50), List.of()));
        Path pid = folder.resolve("pid");
        try (SpeechModel loaded = host.load(Map.of("pid", pid.toString()))) {
            ProcessHandle first = RogueHost.process(pid);
            Files.delete(pid);
            first.onExit().get();

            assertEquals("heard 16000 samples", host.transcribe(loaded));
            assertNotEquals(first.pid(), RogueHost.process(pid).pid());
        }
    }

    @Test
    void anInterruptKillsTheCallAndTheModelStaysUsable() throws Exception {
        Path pid = folder.resolve("pid");
        try (SpeechModel loaded = host.load(Map.of("do", "loop", "pid", pid.toString()))) {
            ProcessHandle first = RogueHost.process(pid);
            Files.delete(pid);
            Thread caller = Thread.currentThread();
            RecordedProgress interrupting = new RecordedProgress(new ArrayList<>()) {
                @Override
                public void phase(Phase phase) {
                    caller.interrupt();
                }
            };
            assertThrows(
                    InterruptedException.class,
                    () -> loaded.transcribe(host.tone(), TranscribeOptions.defaults(), interrupting));
            assertFalse(Thread.interrupted());
            first.onExit().get();

            TranscribeOptions brief = TranscribeOptions.defaults().withTimeout(Duration.ofMillis(100));
            assertThrows(WorkerLostException.class, () -> loaded.transcribe(host.tone(), brief, Progress.none()));
            assertNotEquals(Long.toString(first.pid()), Files.readString(pid));
        }
    }

    @Test
    void closingEndsTheCallThatRuns() throws Exception {
        Path pid = folder.resolve("pid");
        SpeechModel loaded = host.load(Map.of("do", "hang", "pid", pid.toString()));
        ProcessHandle process = RogueHost.process(pid);
        CompletableFuture<Void> decoding = new CompletableFuture<>();
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return loaded.transcribe(
                                host.tone(), TranscribeOptions.defaults(), new RecordedProgress(new ArrayList<>()) {
                                    @Override
                                    public void phase(Phase phase) {
                                        decoding.complete(null);
                                    }
                                })
                        .text();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        decoding.get();

        loaded.close();
        loaded.close();

        assertInstanceOf(
                BackendException.class,
                assertThrows(ExecutionException.class, text::get).getCause());
        assertFalse(process.isAlive());
        assertEquals(
                ErrorKind.BACKEND_UNAVAILABLE,
                assertThrows(BackendException.class, () -> host.transcribe(loaded))
                        .kind());
    }

    @Test
    void releasingABackendEndsItsModels() throws Exception {
        Path pid = folder.resolve("pid");
        SpeechModel loaded = host.load(Map.of("pid", pid.toString()));
        ProcessHandle process = RogueHost.process(pid);

        host.isolation().release(host.placed());

        assertFalse(process.isAlive());
        assertThrows(BackendException.class, () -> host.transcribe(loaded));
        assertThrows(BackendException.class, () -> host.load(Map.of()));
        assertEquals(List.of(), RogueHost.children());
    }

    @Test
    void nothingIsLeftOnDiskOrRunning() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = RogueHost.leftIn(temporary);
        for (Deed deed : List.of(Deed.NOTHING, Deed.SEGFAULT, Deed.EXIT)) {
            try (SpeechModel loaded = host.load(doing(deed))) {
                host.transcribe(loaded);
            } catch (WorkerLostException e) {
                assertNotEquals(Deed.NOTHING, deed);
            }
        }
        host.isolation().close();

        // The isolation's own folder was there before, and is not now.
        assertTrue(RogueHost.leftIn(temporary) <= before, "files were left in " + temporary);
        assertEquals(List.of(), RogueHost.children());
    }
}
