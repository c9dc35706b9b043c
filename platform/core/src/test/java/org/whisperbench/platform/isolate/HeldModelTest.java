package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonEnvironment;
import org.whisperbench.worker.RestingProcess;

/** What happens to the models of backends that load in this process, or start processes themselves. */
@Timeout(120)
class HeldModelTest {

    private static final String PYTHON = "waiting-test";

    @TempDir
    Path folder;

    private final AtomicInteger closings = new AtomicInteger();
    private final AtomicReference<Duration> limit = new AtomicReference<>();
    private final CountDownLatch rested = new CountDownLatch(1);
    private final AtomicInteger rests = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);

    private Isolation isolation;
    private ResolvedModel model;
    private PcmAudio tone;

    @BeforeEach
    void start() throws IOException {
        isolation = isolation(Duration.ofMinutes(5));
        model = new ResolvedModel(FakeBackend.descriptor("m", folder), folder);
        Files.writeString(folder.resolve(FakeBackend.FILE), "fake");
        tone = PcmAudio.tone(1, folder.resolve("tone.wav"));
    }

    private static Isolation isolation(Duration idle) throws IOException {
        return Isolation.ofClassPath(
                new IsolationSettings(IsolationSettings.Which.NATIVE, Duration.ofSeconds(70), idle, List.of()));
    }

    @AfterEach
    void stop() {
        isolation.close();
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    @Test
    void aModelThatItsUserForgotIsClosedOnceWhenItsBackendGoes() throws Exception {
        Placed placed = placed();
        SpeechModel loaded = load(placed);

        isolation.release(placed);
        loaded.close();
        isolation.release(placed);

        assertEquals(1, closings.get());
        BackendException refusal = assertThrows(BackendException.class, () -> hear(loaded));
        assertEquals("model 'm' is closed; load it again", refusal.getMessage());
    }

    @Test
    void aModelThatItsUserClosedIsNotClosedAgain() throws Exception {
        load(placed()).close();

        isolation.close();

        assertEquals(1, closings.get());
    }

    @Test
    void aCallThatRunsWhenItsBackendGoesIsInterrupted() throws Exception {
        Placed placed = placed();
        SpeechModel loaded = load(placed);
        FutureTask<Boolean> call = new FutureTask<>(() -> {
            assertThrows(
                    InterruptedException.class,
                    () -> hear(loaded, TranscribeOptions.defaults().withLanguage("wa")));
            return true;
        });
        new Thread(call).start();
        entered.await();

        isolation.release(placed);

        assertTrue(call.get());
        assertEquals(1, closings.get());
    }

    @Test
    void whatIsLoadedWhenItsBackendIsGoneIsClosedAtOnce() throws Exception {
        Placed placed = placed();
        isolation.release(placed);

        BackendException refusal = assertThrows(BackendException.class, () -> load(placed));

        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, refusal.kind());
        assertEquals(1, closings.get());
    }

    @Test
    void aCallHasTheConfiguredLimitUnlessItsCallerSetsOne() throws Exception {
        SpeechModel loaded = load(placed());
        assertEquals(Duration.ofSeconds(70), limit.get());

        assertEquals("heard", hear(loaded));
        assertEquals(Duration.ofSeconds(70 + 20), limit.get());

        assertEquals("heard", hear(loaded, TranscribeOptions.defaults().withTimeout(Duration.ofSeconds(3))));
        assertEquals(Duration.ofSeconds(3), limit.get());
    }

    @Test
    void aModelsOwnLimitOfLoadingComesBeforeTheConfiguredOne() throws Exception {
        ModelDescriptor slow = ModelDescriptor.builder("m", model.descriptor().source())
                .files(model.descriptor().files())
                .loadLimit(Duration.ofHours(3))
                .build();
        model = new ResolvedModel(slow, folder);

        load(placed()).close();

        assertEquals(Duration.ofHours(3), limit.get());
    }

    @Test
    void aModelThatIsIdleForTooLongRestsUnlessItIsKeptAwake() throws Exception {
        isolation.close();
        isolation = isolation(Duration.ofSeconds(1));
        SpeechModel measured = load(placed());
        measured.ability(KeptAwake.class).orElseThrow().stayAwake();
        hear(measured);

        load(placed());

        // The later one rests: the one before would have, too.
        rested.await();
        assertEquals(1, rests.get());
    }

    @Test
    void theProcessOfAPythonEngineGoesWithItsBackend() throws Exception {
        Placed placed = python();
        SpeechModel loaded = load(placed);
        assertEquals("heard", hear(loaded));
        ProcessHandle process = RogueHost.children().get(0);

        isolation.release(placed);

        process.onExit().get();
        assertEquals(List.of(), RogueHost.children());
    }

    @Test
    void theProcessOfAPythonEngineThatNobodyUsesEndsAndTheNextCallStartsAnother() throws Exception {
        isolation.close();
        isolation = isolation(Duration.ofMillis(1));

        SpeechModel loaded = load(python());

        while (!RogueHost.children().isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals("heard", hear(loaded));
    }

    private Placed python() throws IOException {
        Path environment = folder.resolve("engines").resolve(PYTHON);
        Path script = Files.createDirectories(environment.resolve("bin")).resolve("python");
        Files.writeString(script, "#!/bin/sh\nexec python3 \"$@\"\n");
        assertTrue(script.toFile().setExecutable(true));
        Files.createDirectories(environment.resolve("lib/python3.11/site-packages/waiting-1.dist-info"));
        System.setProperty(
                PythonEnvironment.FOLDER_PROPERTY, folder.resolve("engines").toString());
        PythonEngine engine = new PythonEngine(PYTHON, HeldModelTest.class, "waiting:Waiting", List.of("waiting"));
        return place((loading, options, progress) -> engine.load(loading, options, progress));
    }

    private Placed placed() {
        return place((loading, options, progress) -> {
            limit.set(options.timeout());
            return new Watched();
        });
    }

    private Placed place(Loader loader) {
        FakeBackend fake = FakeBackend.hearing("fake", folder, "x");
        return isolation.place(new Loading(fake, loader), fake.info());
    }

    private SpeechModel load(Placed placed) throws InterruptedException {
        return placed.backend().load(model, LoadOptions.defaults(), Progress.none());
    }

    private String hear(SpeechModel loaded) throws InterruptedException {
        return hear(loaded, TranscribeOptions.defaults());
    }

    private String hear(SpeechModel loaded, TranscribeOptions options) throws InterruptedException {
        return loaded.transcribe(tone, options, Progress.none()).text();
    }

    /** What loading does. */
    private interface Loader {
        SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException;
    }

    private record Loading(FakeBackend fake, Loader loader) implements WhisperBackend {

        @Override
        public BackendInfo info() {
            return fake.info();
        }

        @Override
        public Availability availability() {
            return fake.availability();
        }

        @Override
        public List<ModelDescriptor> models() {
            return fake.models();
        }

        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress)
                throws InterruptedException {
            return loader.load(model, options, progress);
        }
    }

    /** Tells the test what is done to it; in Walloon it waits until it is interrupted. */
    private final class Watched implements SpeechModel, RestingProcess {

        @Override
        public LoadedIdentity identity() {
            return LoadedIdentity.builder("m").engine("fake", "1").device("cpu").build();
        }

        @Override
        public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
                throws InterruptedException {
            limit.set(options.timeout());
            if (options.language().equals("wa")) {
                entered.countDown();
                new CountDownLatch(1).await();
            }
            return FakeBackend.transcript("heard", audio.duration());
        }

        @Override
        public <T> Optional<T> ability(Class<T> kind) {
            return kind == RestingProcess.class ? Optional.of(kind.cast(this)) : Optional.empty();
        }

        @Override
        public void rest() {
            rests.incrementAndGet();
            rested.countDown();
        }

        @Override
        public void close() {
            closings.incrementAndGet();
        }
    }
}
