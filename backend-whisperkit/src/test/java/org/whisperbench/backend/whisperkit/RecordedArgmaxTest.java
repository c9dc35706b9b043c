package org.whisperbench.backend.whisperkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.CompiledModels;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.RecordedProgram;
import org.whisperbench.worker.ProgramModel;
import org.whisperbench.worker.WorkerFailure;
import org.whisperbench.worker.WorkerLostException;

/** Exchanges with {@code argmax-cli} that were written from its sources: nothing here ran on a Mac. */
@Timeout(300)
final class RecordedArgmaxTest {

    private static final ModelDescriptor TINY = WhisperKitModels.all().get(0);

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void prepare() throws IOException {
        model = CompiledModels.write(TINY, folder.resolve("store"));
        Path tokenizer = Files.createDirectories(folder.resolve("tokenizers/models/openai/whisper-tiny"));
        Files.writeString(tokenizer.resolve("tokenizer.json"), "{}");
        Files.writeString(tokenizer.resolve("config.json"), "{}");
        System.setProperty(
                TokenizerFolder.FOLDER_PROPERTY, folder.resolve("tokenizers").toString());
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(TokenizerFolder.FOLDER_PROPERTY);
    }

    private SpeechModel load(String mode, LoadOptions options) throws Exception {
        Path program =
                RecordedProgram.of(RecordedArgmaxTest.class, "recorded_argmax.py", folder.resolve("bin/argmax-cli"));
        Files.writeString(folder.resolve("bin/mode"), mode);
        ResolvedModel resolved = new ResolvedModel(TINY, model);
        return ProgramModel.load(
                "whisperkit", ArgmaxProgram.of(program, resolved, options), resolved, options, Progress.none());
    }

    private Transcription transcribe(SpeechModel loaded, TranscribeOptions options) throws Exception {
        return loaded.transcribe(PcmAudio.tone(2.5, folder.resolve("tone.wav")), options, Progress.none());
    }

    @Test
    void whatTheReportTellsIsTold() throws Exception {
        try (SpeechModel loaded = load("well", LoadOptions.defaults().withDevice("gpu"))) {
            Transcription result = transcribe(
                    loaded, TranscribeOptions.defaults().withLanguage("pt-BR").withExtra(Map.of("temperature", "0.4")));
            LoadedIdentity identity = loaded.identity();

            assertEquals("heard 2.50 seconds", result.text());
            assertEquals(2_500, result.segments().get(0).end().toMillis());
            assertEquals("pt", result.language());
            assertEquals(Duration.ofMillis(250), result.times().get(Transcription.Stage.TOTAL));
            assertEquals("1.500", result.effective().get("model-loading-seconds"));
            assertEquals("1.1.0", identity.engineVersion());
            assertEquals("cpuAndGPU", identity.effective().get("compute-units"));
            assertEquals(List.of(), identity.files(), "the program tells none");
            assertEquals("the engine's own choice", identity.effective().get("threads"));
            assertEquals("sampling", result.effective().get("decoding"));
        }
        List<String> calls = Files.readAllLines(folder.resolve("bin/calls"));
        assertTrue(calls.get(1).contains("--temperature 0.4 --temperature-fallback-count 0"), calls::toString);
        assertTrue(calls.get(1).endsWith("--endpoint http://127.0.0.1:9"), calls::toString);
        assertFalse(calls.get(1).contains(model.toString()), "the program sees links, not the store");
    }

    /** An option that the program does not know ends it. */
    @Test
    void theOlderProgramIsSpokenToInItsOwnWords() throws Exception {
        try (SpeechModel loaded = load("old", LoadOptions.defaults())) {
            assertEquals(
                    "heard 2.50 seconds",
                    transcribe(loaded, TranscribeOptions.defaults()).text());
            assertEquals("0.13.1", loaded.identity().engineVersion());
            assertEquals(
                    "en, detected",
                    transcribe(loaded, TranscribeOptions.defaults()).effective().get("language"));
        }
    }

    /** The older program has no word for either to the model unless it is asked to say so. */
    @ParameterizedTest
    @ValueSource(strings = {"well", "old"})
    void translationWithoutALanguageAndWithoutTimesReachesTheModel(String mode) throws Exception {
        try (SpeechModel loaded = load(mode, LoadOptions.defaults())) {
            TranscribeOptions options = new TranscribeOptions(
                    TranscribeOptions.AUTO, TranscribeOptions.Task.TRANSLATE, false, Duration.ZERO, Map.of());
            Transcription result = transcribe(loaded, options);

            assertEquals("heard 2.50 seconds in English without times", result.text());
            assertEquals("en, assumed", result.effective().get("language"), "with a prompt nobody listens for it");
            assertEquals("translate", result.effective().get("task"));
            assertEquals("greedy", result.effective().get("decoding"));
        }
        List<String> calls = Files.readAllLines(folder.resolve("bin/calls"));
        assertFalse(calls.get(0).contains("--use-prefill-prompt"), calls::toString);
        assertTrue(calls.get(1).contains("--use-prefill-prompt"), calls::toString);
    }

    /** The older program reads it beside the tokenizer, and would ask the hub itself for it. */
    @Test
    void withoutTheConfigurationOfTheTokenizerItSaysWhereToGetIt() throws Exception {
        Files.delete(folder.resolve("tokenizers/models/openai/whisper-tiny/config.json"));

        BackendException refusal = assertThrows(
                BackendException.class,
                () -> load("old", LoadOptions.defaults()).close());

        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains("--include \"*.json\""), refusal::getMessage);
    }

    /** The program returns 0 in each of these cases. */
    @ParameterizedTest
    @CsvSource({"fail, left no result; its last line: Transcription failed", "garble, is no JSON"})
    void withoutAReportThereIsNoResult(String mode, String words) {
        WorkerLostException failure = assertThrows(
                WorkerLostException.class,
                () -> load(mode, LoadOptions.defaults()).close());

        assertEquals(ErrorKind.EXTERNAL, failure.kind());
        assertTrue(String.valueOf(failure.getMessage()).contains(words), failure::getMessage);
    }

    @Test
    void aProgramThatHangsIsEnded() {
        LoadOptions brief = LoadOptions.defaults().withTimeout(Duration.ofMillis(1_500));

        WorkerLostException failure = assertThrows(
                WorkerLostException.class, () -> load("hang", brief).close());

        assertInstanceOf(WorkerFailure.TimedOut.class, failure.failure());
    }

    /** A folder that is there proves nothing: a partial download was counted as whole for ever. */
    @Test
    void aCompiledModelThatIsNotWholeIsRefusedBeforeTheProgramSeesIt() throws Exception {
        Path weights = model.resolve("openai_whisper-tiny/AudioEncoder.mlmodelc/weights/weight.bin");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length - 1));

        BackendException refusal = assertThrows(
                BackendException.class,
                () -> load("well", LoadOptions.defaults()).close());

        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains("ends inside of blob 1"), refusal::getMessage);
        assertFalse(Files.exists(folder.resolve("bin/calls")));
    }

    @Test
    void withoutATokenizerItSaysWhereToGetIt() throws Exception {
        Files.delete(folder.resolve("tokenizers/models/openai/whisper-tiny/tokenizer.json"));

        BackendException refusal = assertThrows(
                BackendException.class,
                () -> load("well", LoadOptions.defaults()).close());

        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind());
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("whisperbench download -R openai/whisper-tiny"),
                refusal::getMessage);
    }

    @Test
    void optionsAndLanguagesThatItDoesNotKnowAreRefused() throws Exception {
        try (SpeechModel loaded = load("well", LoadOptions.defaults())) {
            for (TranscribeOptions wrong : List.of(
                    TranscribeOptions.defaults().withLanguage("xx"),
                    TranscribeOptions.defaults().withExtra(Map.of("beam-size", "5")))) {
                BackendException refusal = assertThrows(BackendException.class, () -> transcribe(loaded, wrong));
                assertEquals(ErrorKind.USER, refusal.kind(), refusal::getMessage);
            }
        }
        assertThrows(
                BackendException.class,
                () -> load("well", LoadOptions.defaults().withDevice("cuda")).close());
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, brew install whisperkit-cli", "Linux, on a Mac", "Windows 11, on a Mac"})
    void availabilityIsWhetherTheProgramIsThere(String system, String remedy) {
        Availability.Unavailable missing = assertInstanceOf(
                Availability.Unavailable.class, WhisperKitBackend.availability(Optional.empty(), system));

        assertTrue(missing.remedy().contains(remedy), missing::remedy);
        assertTrue(WhisperKitBackend.availability(Optional.of(Path.of("/opt/argmax-cli")), system)
                .isAvailable());
    }

    /** The turbo of OpenAI's is not the one of the folders' names. */
    @Test
    void theTableIsTheRepositorys() throws IOException {
        ModelDescriptor turbo = new WhisperKitBackend()
                .models().stream()
                        .filter(m -> m.name().equals("large-v3-turbo"))
                        .findFirst()
                        .orElseThrow();

        assertEquals("openai_whisper-large-v3-v20240930", WhisperKitModels.folder(turbo));
        assertEquals("openai/whisper-large-v3", WhisperKitModels.tokenizer(turbo));
        assertTrue(new WhisperKitBackend()
                .models().stream().noneMatch(m -> m.loadLimit().isZero()));
        assertTrue(new WhisperKitBackend().describe(folder.toString()).isEmpty());
        Path own = model.resolve("openai_whisper-tiny");
        assertEquals(
                17,
                new WhisperKitBackend()
                        .describe(own.toString())
                        .orElseThrow()
                        .files()
                        .size());
        assertEquals("whisperkit", new WhisperKitBackend().info().id());
    }
}
