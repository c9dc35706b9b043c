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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.api.Word;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.testkit.rogue.Counting;
import org.whisperbench.worker.ResourceMeter;
import org.whisperbench.worker.ResourceUse;

/** What passes through the proxy of a model in a child process. */
@Timeout(120)
class IsolatedModelTest {

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
    }

    @Test
    void abilitiesPassThrough() throws Exception {
        try (SpeechModel loaded = host.load(Map.of())) {
            Counting counting = loaded.ability(Counting.class).orElseThrow();

            assertEquals(16_000, counting.samples(host.tone()));
            assertEquals(
                    Map.of("3", List.of("one", "two"), "5", List.of("three")),
                    counting.byLength(List.of("one", "a", "two", "three"), 2));
            Segment segment = Segment.builder(Duration.ZERO, Duration.ofSeconds(1), "\u00e9 \ud83d\ude00")
                    .tokens(List.of(1, 2))
                    .build();
            Segment later =
                    counting.later(Optional.of(segment), Duration.ofNanos(5)).orElseThrow();
            assertEquals(segment.text(), later.text());
            assertEquals(Duration.ofNanos(5), later.start());
            assertTrue(counting.later(Optional.empty(), Duration.ZERO).isEmpty());
            BackendException failure = assertThrows(BackendException.class, counting::fail);
            assertEquals("the rogue has no more of it", failure.getMessage());
            assertEquals(ErrorKind.RESOURCES, failure.kind());
            assertEquals(counting, counting);
            assertNotEquals(counting, loaded.ability(Counting.class).orElseThrow());
            assertTrue(loaded.ability(Runnable.class).isEmpty());
            assertTrue(loaded.ability(String.class).isEmpty());
        }
    }

    /** More than 16 MiB of JSON: it came to the host in one frame, and was refused at the end of all the work. */
    @Test
    void aTranscriptOfTwoHundredThousandWordsPasses() throws Exception {
        try (RogueHost wide = RogueHost.in(
                        folder, IsolationSettings.defaults(), List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
                SpeechModel loaded = wide.load(Map.of("words", "200000"))) {
            List<Word> words = loaded.transcribe(wide.tone(), TranscribeOptions.defaults(), Progress.none())
                    .segments()
                    .get(0)
                    .words();

            Word word = new Word(Duration.ZERO, Duration.ofSeconds(1), "word");
            assertEquals(200_000, words.size());
            assertEquals(200_000, Collections.frequency(words, word));
        }
    }

    @Test
    void theModelIsClosedOnceInItsProcess() throws Exception {
        Path closed = folder.resolve("closed");
        SpeechModel loaded = host.load(Map.of("closed", closed.toString()));
        assertFalse(Files.exists(closed));

        loaded.close();
        loaded.close();

        assertEquals(List.of("closed"), Files.readAllLines(closed));
        assertEquals(List.of(), RogueHost.children());
    }

    @Test
    void closingDuringLoadingEndsTheProcess() throws Exception {
        Path pid = folder.resolve("pid");
        CompletableFuture<SpeechModel> loading = CompletableFuture.supplyAsync(() -> {
            try {
                return host.load(Map.of("do", "loop", "at", "load", "pid", pid.toString()));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        while (!Files.exists(pid)) {
            Thread.onSpinWait();
        }
        ProcessHandle process = RogueHost.process(pid);

        host.isolation().release(host.placed());

        assertFalse(process.isAlive());
        assertInstanceOf(
                BackendException.class,
                assertThrows(ExecutionException.class, loading::get).getCause());
    }

    @Test
    void aModelThatWasLoadedAgainSaysSo() throws Exception {
        Path pid = folder.resolve("pid");
        try (SpeechModel loaded = host.load(Map.of("pid", pid.toString()))) {
            ResourceMeter meter = loaded.ability(ResourceMeter.class).orElseThrow();
            assertEquals(1, meter.loads());
            ProcessHandle first = RogueHost.process(pid);
            Files.delete(pid);
            first.destroyForcibly();
            first.onExit().get();

            host.transcribe(loaded);

            assertEquals(2, meter.loads());
        }
    }

    @Test
    void threadsThatDeleteOneFolderDoNotDisturbEachOther() throws Exception {
        for (int round = 0; round < 50; round++) {
            Path shared = folder.resolve("shared");
            for (int i = 0; i < 10; i++) {
                Files.createDirectories(shared.resolve("a" + i).resolve("b"));
            }
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> Folders.delete(shared));
            Folders.delete(shared);
            other.get();
            Folders.delete(shared);

            assertFalse(Files.exists(shared));
        }
    }

    @Test
    void memoryAndProcessorTimeAreTold() throws Exception {
        try (SpeechModel loaded = host.load(Map.of())) {
            host.transcribe(loaded);

            ResourceUse use = loaded.ability(ResourceMeter.class).orElseThrow().lastCall();

            if (Files.exists(Path.of("/proc/self/status"))) {
                assertEquals(ResourceUse.Basis.PEAK, use.peakBasis());
                assertTrue(use.peakBytes() > 10_000_000, use::toString);
                assertEquals(ResourceUse.Basis.PEAK, use.cpuBasis());
            }
        }
    }

    @Test
    void anOrdinaryBackendStaysInTheHostUnlessAllAreToGo() throws IOException {
        WhisperBackend plain = new GoodBackend();

        assertFalse(host.isolation().place(plain, plain.info()).isIsolated());
        host.isolation().release(Placed.asItIs(plain));
        for (IsolationSettings.Which which : IsolationSettings.Which.values()) {
            host.close();
            host = RogueHost.in(folder, new IsolationSettings(which, Duration.ofMinutes(1), Duration.ZERO, List.of()));
            assertEquals(which != IsolationSettings.Which.NEVER, host.placed().isIsolated());
            assertEquals(
                    which == IsolationSettings.Which.ALWAYS,
                    host.isolation().place(plain, plain.info()).isIsolated());
        }
    }
}
