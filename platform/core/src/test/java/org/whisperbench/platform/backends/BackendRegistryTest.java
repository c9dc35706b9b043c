package org.whisperbench.platform.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.FakeBackend;

class BackendRegistryTest {

    private final BackendRegistry registry = new BackendRegistry();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    @AfterEach
    void endThread() {
        thread.shutdownNow();
    }

    @Test
    void anEmptyRegistryHasNothing() {
        assertEquals(List.of(), registry.list());
        assertTrue(registry.find("x").isEmpty());
    }

    @Test
    void theHighestVersionAnswersForAnId() {
        add("a", "1.2.0");
        add("b", "1.0.0");
        add("a", "1.10.0");

        assertEquals(
                List.of("a@1.10.0", "a@1.2.0", "b@1.0.0"),
                registry.list().stream().map(RegisteredBackend::address).toList());
        assertEquals("1.10.0", registry.find("a").orElseThrow().version());
        assertEquals("1.2.0", registry.find("a@1.2.0").orElseThrow().version());
    }

    @Test
    void aBrokenProviderIsAProblemUntilItsBundleGoes() {
        registry.add(new Provider.Broken("no such class"), "bundle", "1.0.0");

        assertEquals(List.of(new BackendProblem("bundle", "1.0.0", "no such class")), registry.problems());
        registry.forgetProblems("bundle", "1.0.0");
        assertEquals(List.of(), registry.problems());
    }

    @Test
    void aBackendThatIsGoneRefusesCalls() {
        TrackedBackend backend = add("a", "1.0.0");

        registry.remove(backend, Duration.ZERO);

        assertEquals(List.of(), registry.list());
        BackendException failure = assertThrows(BackendException.class, backend::models);
        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, failure.kind());
        assertInstanceOf(Availability.Unavailable.class, backend.availability());
    }

    @Test
    void aRunningCallMayEndBeforeItsBackendGoes() throws Exception {
        TrackedBackend backend = add("a", "1.0.0");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<String> call = thread.submit(() -> backend.call(b -> {
            running.countDown();
            release.await();
            return "done";
        }));
        running.await();
        Thread removal = new Thread(() -> registry.remove(backend, Duration.ofMinutes(5)));
        removal.start();

        release.countDown();

        assertEquals("done", call.get());
        removal.join();
        assertThrows(BackendException.class, backend::models);
    }

    @Test
    void aCallThatDoesNotEndIsInterrupted() throws Exception {
        TrackedBackend backend = add("a", "1.0.0");
        CountDownLatch running = new CountDownLatch(1);
        Future<String> call = thread.submit(() -> backend.call(b -> {
            running.countDown();
            new CountDownLatch(1).await();
            return "never";
        }));
        running.await();

        registry.remove(backend, Duration.ofMillis(1));

        ExecutionException failure = assertThrows(ExecutionException.class, call::get);
        BackendException cause = assertInstanceOf(BackendException.class, failure.getCause());
        assertTrue(cause.getMessage().contains("was removed while it was in use"), cause.getMessage());
    }

    @Test
    void anInterruptOfSomebodyElseStaysAnInterrupt() {
        TrackedBackend backend = add("a", "1.0.0");

        assertThrows(
                InterruptedException.class,
                () -> backend.call(b -> {
                    throw new InterruptedException("by somebody else");
                }));
    }

    @Test
    void anInterruptInsideReadingIsAnInterruptToo() {
        TrackedBackend backend = add("a", "1.0.0");

        assertThrows(
                InterruptedException.class,
                () -> backend.call(b -> {
                    Thread.currentThread().interrupt();
                    throw new BackendException(ErrorKind.EXTERNAL, "reading was interrupted");
                }));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void versionsOfAPlainClassPathAreOrderedToo() {
        add("a", "1.0-SNAPSHOT");
        add("a", "1.0");
        add("a", "unknown");
        add("a", "1.0.0.20260101");

        assertEquals(4, registry.list().size());
        assertEquals("unknown", registry.find("a").orElseThrow().version());
    }

    @Test
    void whatABackendRunsOutOfIsAFailureOfItsCall() {
        TrackedBackend backend = add("a", "1.0.0");

        BackendException stack = assertThrows(
                BackendException.class,
                () -> backend.call(b -> {
                    throw new StackOverflowError();
                }));
        BackendException memory = assertThrows(
                BackendException.class,
                () -> backend.call(b -> {
                    throw new OutOfMemoryError("heap");
                }));

        assertEquals(ErrorKind.INTERNAL, stack.kind());
        assertEquals(ErrorKind.RESOURCES, memory.kind());
    }

    @Test
    void aBackendThatThrowsIsUnavailableAndSaysWhy() {
        FakeBackend fake = FakeBackend.hearing("a", Path.of("m"), "x");
        WhisperBackend throwing = new Throwing(fake);
        TrackedBackend backend = registry.add(new Provider.Usable(throwing, fake.info()), "bundle", "1.0.0")
                .orElseThrow();

        Availability.Unavailable answer = assertInstanceOf(Availability.Unavailable.class, backend.availability());

        assertTrue(answer.reason().contains("the engine is in a bad mood"), answer.reason());
    }

    @Test
    void aPlainClassPathIsSearchedWithoutAFramework() {
        Backends none = Backends.of(ClassLoader.getPlatformClassLoader());

        assertEquals(List.of(), none.list());
        assertFalse(none.find("x").isPresent());
    }

    private TrackedBackend add(String id, String version) {
        FakeBackend fake = FakeBackend.hearing(id, Path.of("m"), "x");
        return registry.add(new Provider.Usable(fake, fake.info()), "bundle", version)
                .orElseThrow();
    }

    private record Throwing(FakeBackend fake) implements WhisperBackend {
        @Override
        public BackendInfo info() {
            return fake.info();
        }

        @Override
        public Availability availability() {
            throw new IllegalStateException("the engine is in a bad mood");
        }

        @Override
        public List<ModelDescriptor> models() {
            return fake.models();
        }

        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
            throw new IllegalStateException("not loaded in this test");
        }
    }
}
