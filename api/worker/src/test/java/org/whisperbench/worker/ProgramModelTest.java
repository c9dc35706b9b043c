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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** A vendor's program that is a script of the shell. */
@Timeout(120)
final class ProgramModelTest {

    /** Deletes the model that it sees, then does what the option says. */
    private static final String SCRIPT = """
            #!/bin/sh
            echo "said something of $1/words.txt"
            ls "$1"; rm -r "$1"
            case "$3" in
              hang) echo began; touch "$4"; sleep 600 ;;
              fail) echo "cannot read '$1/words.txt'"; exit 0 ;;
              garble) echo '[' > "$2" ;;
              *) echo '{"text":"'"$(env | grep -c SECRET)"'"}' > "$2" ;;
            esac
            """;

    @TempDir
    Path folder;

    private Path model;
    private Path program;

    @BeforeEach
    void prepare() throws IOException {
        model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("words.txt"), "words");
        program = Files.writeString(folder.resolve("program"), SCRIPT);
        assertTrue(program.toFile().setExecutable(true));
    }

    private final class Script implements ProgramEngine {

        @Override
        public String modelFolder() {
            return "named";
        }

        @Override
        public List<String> command(ProgramJob job) {
            String deed = job.options().extra().getOrDefault("do", "well");
            return List.of(
                    program.toString(),
                    job.model().directory().toString(),
                    result(job).toString(),
                    deed,
                    folder.resolve("began").toString());
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Path result(ProgramJob job) {
            return job.output().resolve("result.json");
        }

        @Override
        public Transcription read(ProgramJob job, JsonObject result) {
            return Transcription.builder(List.of(
                            SegmentTimes.within(job.length(), Duration.ZERO, Duration.ofHours(1), result.text("text"))))
                    .build();
        }

        @Override
        public LoadedIdentity identity(ProgramJob job, JsonObject result) {
            return LoadedIdentity.builder("m")
                    .engine("script", "1")
                    .files(List.of(job.model().file("words.txt")))
                    .build();
        }
    }

    private SpeechModel load() throws InterruptedException {
        ModelDescriptor descriptor = ModelDescriptor.builder("m", new ModelSource.Folder(model))
                .files(List.of(ModelFile.unverified("words.txt")))
                .build();
        return ProgramModel.load(
                "script", new Script(), new ResolvedModel(descriptor, model), LoadOptions.defaults(), Progress.none());
    }

    private Audio audio(int samples) throws IOException {
        return WavAudio.open(Files.write(folder.resolve("a.wav"), TestWav.silence(samples)));
    }

    private static TranscribeOptions doing(String what) {
        return TranscribeOptions.defaults().withExtra(Map.of("do", what));
    }

    @Test
    void aProgramThatCannotBeStartedIsUnavailable() throws Exception {
        Files.delete(program);

        BackendException failure = assertThrows(BackendException.class, this::load);

        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).startsWith("program '" + program + "' cannot be started: "));
    }

    @Test
    void aProgramThatDeletesItsModelDeletesLinks() throws Exception {
        try (SpeechModel loaded = load()) {
            for (int i = 0; i < 2; i++) {
                Transcription heard = loaded.transcribe(audio(16_000), TranscribeOptions.defaults(), Progress.none());
                assertEquals("0", heard.text());
                assertEquals(1_000, heard.segments().get(0).end().toMillis());
            }
            assertEquals(
                    "",
                    loaded.transcribe(audio(0), TranscribeOptions.defaults(), Progress.none())
                            .text());
            assertEquals(List.of(model.resolve("words.txt")), loaded.identity().files());
        }
        assertEquals("words", Files.readString(model.resolve("words.txt")));
    }

    @Test
    void withoutAResultTheCallHasFailedWhateverTheProgramReturns() throws Exception {
        try (SpeechModel loaded = load()) {
            for (String deed : List.of("fail", "garble")) {
                WorkerLostException failure = assertThrows(
                        WorkerLostException.class,
                        () -> loaded.transcribe(audio(16_000), doing(deed), Progress.none()));
                assertEquals(ErrorKind.EXTERNAL, failure.kind());
                assertEquals(
                        "said something of " + model.resolve("words.txt"),
                        failure.lastLines().get(0),
                        "the folder of the links is gone when somebody reads this");
                assertTrue(
                        deed.equals("garble")
                                || String.valueOf(failure.getMessage())
                                        .contains("its last line: cannot read '" + model.resolve("words.txt") + "'"),
                        failure::getMessage);
            }
            WorkerLostException late = assertThrows(
                    WorkerLostException.class,
                    () -> loaded.transcribe(
                            audio(16_000), doing("hang").withTimeout(Duration.ofMillis(500)), Progress.none()));
            assertInstanceOf(WorkerFailure.TimedOut.class, late.failure());
            assertEquals(
                    "said something of " + model.resolve("words.txt"),
                    late.lastLines().get(0));
        }
        Files.delete(model.resolve("words.txt"));
        assertEquals(
                ErrorKind.MISSING_MODEL,
                assertThrows(BackendException.class, () -> load().close()).kind());
    }

    @Test
    void anInterruptEndsTheProgramAndSoDoesClosing() throws Exception {
        SpeechModel loaded = load();
        FutureTask<String> call = hanging(loaded);
        Thread caller = new Thread(call);
        caller.start();
        awaitBegun();
        caller.interrupt();
        assertEquals("InterruptedException", call.get());

        FutureTask<String> again = hanging(loaded);
        new Thread(again).start();
        awaitBegun();
        loaded.close();
        loaded.close();
        assertEquals("BackendException", again.get());
        assertThrows(
                BackendException.class,
                () -> loaded.transcribe(audio(16_000), TranscribeOptions.defaults(), Progress.none()));
    }

    private FutureTask<String> hanging(SpeechModel loaded) throws IOException {
        Files.deleteIfExists(folder.resolve("began"));
        Audio audio = audio(16_000);
        return new FutureTask<>(() -> {
            try {
                loaded.transcribe(audio, doing("hang"), Progress.none());
                return "nothing";
            } catch (InterruptedException | BackendException e) {
                return e.getClass().getSimpleName();
            }
        });
    }

    private void awaitBegun() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!Files.exists(folder.resolve("began"))) {
            assertFalse(never.await(10, java.util.concurrent.TimeUnit.MILLISECONDS));
        }
    }
}
