package org.whisperbench.platform.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.testkit.FakeBackend;

/** Backends that never answer what they should answer at once, and hear no interrupt. */
class MuteBackendTest {

    /** The common pool of two processors has one thread. */
    private static final Executor THREADS = task -> new Thread(task).start();

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicInteger times = new AtomicInteger();

    @AfterEach
    void letGo() {
        release.countDown();
    }

    @Test
    void aBackendThatDoesNotAnswerIsUnknownAndHidesNoOther() {
        BackendRegistry registry = new BackendRegistry(Duration.ofSeconds(2));
        TrackedBackend mute = add(registry, new Mute());
        FakeBackend fake = FakeBackend.hearing("a", Path.of("m"), "x");
        TrackedBackend well = add(registry, fake);

        Availability.Unavailable answer = assertInstanceOf(Availability.Unavailable.class, mute.availability());
        BackendException models = assertThrows(BackendException.class, mute::models);
        BackendException description = assertThrows(BackendException.class, () -> mute.describe("x"));

        assertEquals("unknown: it did not answer within 2 s", answer.reason());
        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, models.kind());
        assertEquals(
                "backend 'mute@1.0.0' did not answer within 2 s when it was asked for models(); try again, or delete its jar",
                models.getMessage());
        assertTrue(String.valueOf(description.getMessage()).contains("describe()"), description::getMessage);
        assertTrue(well.availability().isAvailable());
        assertEquals(fake.models(), well.models());
    }

    @Test
    void whatWasNotAnsweredIsNotWaitedForAgainAtOnce() {
        TrackedBackend mute = add(new BackendRegistry(Duration.ofSeconds(1)), new Mute());

        Availability first = mute.availability();
        Availability second = mute.availability();

        assertEquals(first, second);
        assertEquals(1, times.get());
    }

    @Test
    void aBackendGoesThoughItIsStillThinkingAboutAnAnswer() throws Exception {
        BackendRegistry registry = new BackendRegistry(Duration.ofMinutes(10));
        TrackedBackend mute = add(registry, new Mute());
        CompletableFuture<Availability> answer = CompletableFuture.supplyAsync(mute::availability, THREADS);
        asked.await();

        CompletableFuture<Void> removal =
                CompletableFuture.runAsync(() -> registry.remove(mute, Duration.ofMinutes(10)), THREADS);

        removal.get(60, TimeUnit.SECONDS);
        Availability.Unavailable told =
                assertInstanceOf(Availability.Unavailable.class, answer.get(60, TimeUnit.SECONDS));
        assertTrue(told.reason().startsWith("backend 'mute@1.0.0' was removed while it was in use"), told.reason());
    }

    @Test
    void whoAsksMayBeInterrupted() throws Exception {
        TrackedBackend mute = add(new BackendRegistry(Duration.ofMinutes(10)), new Mute());
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            BackendException failure = assertThrows(BackendException.class, mute::models);
            interrupted.complete(Thread.currentThread().isInterrupted()
                    && String.valueOf(failure.getMessage()).contains("was interrupted"));
        });
        asking.start();
        asked.await();

        asking.interrupt();

        assertTrue(interrupted.get(60, TimeUnit.SECONDS));
    }

    @Test
    void whatAQuestionThrowsIsAFailureOfTheBackend() {
        TrackedBackend odd = add(new BackendRegistry(), new GoodBackend() {
            @Override
            public List<ModelDescriptor> models() {
                throw new NoClassDefFoundError("org/nobody/Thing");
            }
        });

        BackendException failure = assertThrows(BackendException.class, odd::models);

        assertEquals("backend 'good@1.0.0' failed: org/nobody/Thing", failure.getMessage());
    }

    private static TrackedBackend add(BackendRegistry registry, org.whisperbench.api.WhisperBackend backend) {
        return registry.add(new Provider.Usable(backend, backend.info()), "bundle", "1.0.0")
                .orElseThrow();
    }

    private final class Mute extends GoodBackend {

        @Override
        public BackendInfo info() {
            return BackendInfo.builder("mute").build();
        }

        @Override
        public Availability availability() {
            think();
            return super.availability();
        }

        @Override
        public List<ModelDescriptor> models() {
            think();
            return super.models();
        }

        @Override
        public Optional<ModelDescriptor> describe(String repositoryOrPath) {
            think();
            return super.describe(repositoryOrPath);
        }

        private void think() {
            times.incrementAndGet();
            asked.countDown();
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    // Deaf.
                }
            }
        }
    }
}
