package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.CompiledModels;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.RecordedProgram;
import org.whisperbench.worker.ProgramModel;

/** Exchanges with {@code fluidaudiocli} that were written from its sources: nothing here ran on a Mac. */
@Timeout(300)
final class RecordedFluidAudioTest {

    private static final ModelDescriptor MANY = FluidAudioModels.all().get(0);

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void prepare() throws IOException {
        model = CompiledModels.write(MANY, folder.resolve("store"));
    }

    private SpeechModel load(String mode, LoadOptions options) throws Exception {
        Path program = RecordedProgram.of(
                RecordedFluidAudioTest.class, "recorded_fluidaudio.py", folder.resolve("bin/fluidaudiocli"));
        Files.writeString(folder.resolve("bin/mode"), mode);
        ResolvedModel resolved = new ResolvedModel(MANY, model);
        return ProgramModel.load(
                "fluidaudio-coreml",
                FluidAudioProgram.of(program, resolved, options),
                resolved,
                options,
                Progress.none());
    }

    @Test
    void wordsBecomeSentences() throws Exception {
        try (SpeechModel loaded = load("well", LoadOptions.defaults())) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(4, folder.resolve("tone.wav")),
                    TranscribeOptions.defaults().withLanguage("de-AT"),
                    Progress.none());

            assertEquals(
                    List.of("Heard 4 seconds.", "And then"),
                    result.segments().stream().map(s -> s.text()).toList());
            assertEquals(3_100, result.segments().get(0).end().toMillis());
            assertEquals(4_000, result.segments().get(1).end().toMillis());
            assertEquals("4", result.segments().get(0).words().get(1).text());
            assertEquals(Duration.ofMillis(125), result.times().get(Transcription.Stage.TOTAL));
            assertEquals("de", result.effective().get("language"));
            assertEquals("v3", loaded.identity().effective().get("model-version"));
            assertEquals(List.of(), loaded.identity().files(), "the program tells none");
            assertEquals(
                    "the engine's own choice", loaded.identity().effective().get("threads"));
        }
    }

    /** It was an empty transcript before, as if nobody had spoken. */
    @Test
    void aTextWithoutTimesOfWordsIsASegment() throws Exception {
        try (SpeechModel loaded = load("untimed", LoadOptions.defaults())) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(4, folder.resolve("tone.wav")), TranscribeOptions.defaults(), Progress.none());

            assertEquals("Heard 4 seconds. And then", result.text());
            assertEquals(Duration.ZERO, result.segments().get(0).start());
            assertEquals(Duration.ofSeconds(4), result.segments().get(0).end());
            assertEquals("false", result.effective().get("timestamps"));
        }
    }

    @Test
    void whatIsTooBriefForTheProgramIsRefusedBeforeItStarts() throws Exception {
        try (SpeechModel loaded = load("well", LoadOptions.defaults())) {
            BackendException refusal = assertThrows(
                    BackendException.class,
                    () -> loaded.transcribe(
                            PcmAudio.tone(0.2, folder.resolve("tone.wav")),
                            TranscribeOptions.defaults(),
                            Progress.none()));

            assertEquals(ErrorKind.USER, refusal.kind(), refusal::getMessage);
            assertTrue(String.valueOf(refusal.getMessage()).contains("nothing below 300 ms"), refusal::getMessage);
        }
    }

    /** The program deletes a model that it cannot load. */
    @Test
    void theStoresFilesOutliveAProgramThatDeletesThem() throws Exception {
        BackendException failure = assertThrows(
                BackendException.class,
                () -> load("purge", LoadOptions.defaults()).close());

        assertEquals(ErrorKind.EXTERNAL, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains("Batch transcription failed"), failure::getMessage);
        for (ModelFile file : MANY.files()) {
            assertTrue(Files.size(model.resolve(file.path())) > 0, file::path);
        }
    }

    @Test
    void whatItCannotDoIsRefused() throws Exception {
        assertThrows(
                BackendException.class,
                () -> load("well", LoadOptions.defaults().withDevice("cpu")).close());
        try (SpeechModel loaded = load("well", LoadOptions.defaults())) {
            PcmAudio tone = PcmAudio.tone(1, folder.resolve("tone.wav"));
            for (TranscribeOptions wrong : List.of(
                    TranscribeOptions.defaults().withLanguage("ja"),
                    TranscribeOptions.defaults().withTask(TranscribeOptions.Task.TRANSLATE),
                    TranscribeOptions.defaults().withExtra(Map.of("beam-size", "5")))) {
                BackendException refusal =
                        assertThrows(BackendException.class, () -> loaded.transcribe(tone, wrong, Progress.none()));
                assertEquals(ErrorKind.USER, refusal.kind(), refusal::getMessage);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, swift build", "Linux, on a Mac", "Windows 11, on a Mac"})
    void availabilityIsWhetherTheProgramIsThere(String system, String remedy) {
        Availability.Unavailable missing = assertInstanceOf(
                Availability.Unavailable.class, FluidAudioBackend.availability(Optional.empty(), system));

        assertTrue(missing.remedy().contains(remedy), missing::remedy);
        assertTrue(FluidAudioBackend.availability(Optional.of(Path.of("/opt/fluidaudiocli")), system)
                .isAvailable());
    }

    @Test
    void theTableIsTheLibrarys() {
        assertEquals(
                "FluidInference/parakeet-tdt-0.6b-v3-coreml@main", MANY.source().display());
        assertTrue(MANY.files().contains(ModelFile.unverified("JointDecisionv3.mlmodelc/weights/weight.bin")));
        assertEquals(
                List.of("v3", "v2", "tdt-ctc-110m"),
                FluidAudioModels.all().stream().map(FluidAudioModels::version).toList());
        assertEquals("fluidaudio-coreml", new FluidAudioBackend().info().id());
        assertTrue(new FluidAudioBackend()
                .models().stream().noneMatch(m -> m.loadLimit().isZero()));
    }
}
