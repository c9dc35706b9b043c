package org.whisperbench.platform.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Audio;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.testkit.FakeBackend;

class ParallelChecksTest {

    private static final OptionalLong PLENTY = OptionalLong.of(1L << 33);

    @TempDir
    Path folder;

    private FakeBackend.Loader hearing;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        hearing = backend("x").loader();
    }

    @Test
    void modelsAreLoadedAtOnceAndReportedInTheirOrder() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        FakeBackend slow = backend("a").with((FakeBackend.Loader) model -> {
            assertTrue(second.await(60, TimeUnit.SECONDS), "the other one was not loaded meanwhile");
            return hearing.load(model);
        });
        FakeBackend quick = backend("b").with((FakeBackend.Loader) model -> {
            second.countDown();
            return hearing.load(model);
        });

        CheckReport report = check(PLENTY, 2, slow, quick);

        assertEquals(
                List.of("a/m", "b/m"),
                report.models().stream().map(ModelCheck::model).toList());
        assertEquals(
                List.of("a/m", "b/m"),
                report.facts().stream().map(ModelFacts::model).toList());
        assertTrue(report.allLoadable(), report::toString);
        assertEquals(7, report.storage().usedBytes(), "both have the same file");
    }

    @Test
    void whereMemoryIsShortModelsAreLoadedOneAfterTheOther() throws Exception {
        for (OptionalLong free : List.of(OptionalLong.of(1), OptionalLong.empty(), OptionalLong.of(400L << 20))) {
            Semaphore alone = new Semaphore(1);
            FakeBackend.Loader counting = model -> {
                assertTrue(alone.tryAcquire(), "another one is loaded meanwhile");
                Function<Audio, Transcription> loaded = hearing.load(model);
                return audio -> {
                    alone.release();
                    return loaded.apply(audio);
                };
            };
            CheckReport report = check(
                    free,
                    4,
                    backend("a").with(counting),
                    backend("b").with(counting),
                    backend("c").with(counting));

            assertTrue(report.allLoadable(), report::toString);
        }
    }

    /** Each takes 300 MiB and twice its length, so 1100 MiB of 2000: the second one waits until the first is closed. */
    @Test
    void modelsWhoseSumIsAboveTheBudgetAreNeverLoadedAtOnce() throws Exception {
        try (RandomAccessFile sparse = new RandomAccessFile(
                folder.resolve("m").resolve(FakeBackend.FILE).toString(), "rw")) {
            sparse.setLength(400L << 20);
        }
        AtomicInteger loaded = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicBoolean first = new AtomicBoolean(true);
        FakeBackend.Loader counting = model -> {
            most.accumulateAndGet(loaded.incrementAndGet(), Math::max);
            if (first.getAndSet(false)) {
                awaitAnotherThatWaitsForMemory();
            }
            return audio -> {
                loaded.decrementAndGet();
                return FakeBackend.transcript("x", audio.duration());
            };
        };

        CheckReport report = check(
                OptionalLong.of(2000L << 20),
                2,
                backend("a").with(counting),
                backend("b").with(counting));

        assertTrue(report.allLoadable(), report::toString);
        assertEquals(1, most.get());
    }

    private static void awaitAnotherThatWaitsForMemory() {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .noneMatch(frame -> frame.getClassName().equals(MemoryBudget.class.getName()))) {
            assertTrue(System.nanoTime() < patience, "nobody waits for memory");
            Thread.onSpinWait();
        }
    }

    @Test
    void aBudgetGivesBackWhatWasTakenAndTheGreatestModelGetsAllOfIt() throws Exception {
        MemoryBudget budget = new MemoryBudget(OptionalLong.of(1L << 30));

        int all = budget.take(1L << 40);
        budget.giveBack(all);
        int some = budget.take(1L << 20);

        assertEquals(1024, all);
        assertEquals(302, some);
        budget.giveBack(some);
    }

    @Test
    void anInterruptEndsEveryLoad() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        FakeBackend.Loader forever = model -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } finally {
                ended.incrementAndGet();
            }
        };
        FakeBackend a = backend("a").with(forever);
        FakeBackend b = backend("b").with(forever);
        Thread checking = Thread.currentThread();
        Thread cancelling = new Thread(() -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            checking.interrupt();
        });
        cancelling.start();

        assertThrows(InterruptedException.class, () -> check(PLENTY, 2, a, b));
        cancelling.join();
        assertEquals(2, ended.get());
    }

    private FakeBackend backend(String id) {
        return FakeBackend.hearing(id, folder.resolve("m"), "x");
    }

    private CheckReport check(OptionalLong free, int workers, FakeBackend... backends) throws InterruptedException {
        Parts parts = Parts.of(folder, backends);
        CheckRun.Parts used =
                new CheckRun.Parts(parts.catalog(), parts.store(), new AudioFiles(folder.resolve("scratch")));
        return new LoadingChecks(used, new KeptChecks(Optional.empty(), Clock.systemUTC()), () -> free)
                .check(
                        Selection.everything(),
                        LoadOptions.defaults(),
                        new CheckOptions(Checks.Method.DEEP, false, workers),
                        (model, index, count) -> {});
    }
}
