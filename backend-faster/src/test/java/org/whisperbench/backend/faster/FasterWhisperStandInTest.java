package org.whisperbench.backend.faster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.StandInPython;
import org.whisperbench.worker.PythonEnvironment;

/** The worker of faster-whisper in a real Python with a stand-in for the library: not the engine itself. */
@Timeout(300)
final class FasterWhisperStandInTest {

    private static final FasterWhisperBackend BACKEND = new FasterWhisperBackend();
    /** Version 6, "WhisperSpec", revision 3, one variable "w" of one byte, no aliases. */
    private static final byte[] WEIGHTS = HexFormat.of()
            .parseHex("06000000" + "0c00" + hex("WhisperSpec") + "00" + "03000000" + "01000000" + "0200" + hex("w")
                    + "00" + "01" + "01000000" + "01" + "01000000" + "00" + "00000000");

    @TempDir
    Path folder;

    private Path model;
    private ModelDescriptor described;

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @BeforeEach
    void prepare() throws Exception {
        StandInPython.in(
                FasterWhisperStandInTest.class,
                folder.resolve("engines"),
                "faster-whisper",
                "faster_whisper-1.2.1",
                "ctranslate2-4.8.1");
        model = Files.createDirectories(folder.resolve("model"));
        writeModel(model);
        described = BACKEND.describe(model.toString()).orElseThrow();
    }

    /** A model as the first that the backend knows. */
    static void writeModel(Path folder) throws IOException {
        Files.write(folder.resolve("model.bin"), WEIGHTS);
        for (String name : List.of("config.json", "tokenizer.json", "vocabulary.json", "vocabulary.txt")) {
            Files.writeString(folder.resolve(name), "{}");
        }
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private SpeechModel load(LoadOptions options) throws InterruptedException {
        return BACKEND.load(
                new ResolvedModel(BACKEND.describe(model.toString()).orElse(described), model),
                options,
                Progress.none());
    }

    private Transcription transcribe(SpeechModel loaded, TranscribeOptions options) throws Exception {
        return loaded.transcribe(PcmAudio.tone(2.5, folder.resolve("tone.wav")), options, Progress.none());
    }

    @Test
    void segmentsAreAllThereWhenTheCallReturnsAndEndWithTheAudio() throws Exception {
        assertEquals(new Availability.Available("1.2.1"), BACKEND.availability());
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            Transcription result = transcribe(loaded, TranscribeOptions.defaults());

            assertEquals("word1 word1 word1", result.text());
            assertEquals(2_500, result.segments().get(2).end().toMillis());
            assertEquals("de", result.language());
            assertEquals("greedy", result.effective().get("decoding"));
            assertEquals("float32", loaded.identity().precision());
            assertEquals("cpu", loaded.identity().device());
            assertEquals("4.8.1", loaded.identity().effective().get("ctranslate2"));
            assertTrue(loaded.identity().files().contains(model.resolve("model.bin")));
        }
    }

    @Test
    void optionsReachTheLibraryAndAreTold() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults().withExtra(Map.of("precision", "int8")))) {
            Transcription result = transcribe(
                    loaded, TranscribeOptions.defaults().withLanguage("fr").withExtra(Map.of("beam-size", "5")));

            assertEquals("word5 word5 word5", result.text());
            assertEquals("fr", result.language());
            assertEquals("beam search, 5", result.effective().get("decoding"));
            assertEquals("int8", loaded.identity().precision());
            BackendException refusal = assertThrows(
                    BackendException.class,
                    () -> transcribe(loaded, TranscribeOptions.defaults().withExtra(Map.of("beems", "5"))));
            assertEquals(ErrorKind.USER, refusal.kind());
        }
    }

    @Test
    void everyOptionOfATranscriptionReachesTheLibraryAndIsTold() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults().withThreads(2))) {
            Map<String, String> extra =
                    Map.of("temperature", "0.4", "condition-on-previous-text", "true", "vad", "true");
            Transcription result = transcribe(
                    loaded, new TranscribeOptions("fr", TranscribeOptions.Task.TRANSLATE, false, Duration.ZERO, extra));

            assertTrue(result.text().startsWith("temperature=0.4 previous=True without=True vad=True"), result::text);
            assertEquals("sampling, best of 5", result.effective().get("decoding"));
            assertEquals("true", result.effective().get("vad"));
            assertEquals("false", result.effective().get("timestamps"));
            assertEquals("2, as asked", loaded.identity().effective().get("threads"));
        }
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            Transcription result =
                    transcribe(loaded, TranscribeOptions.defaults().withTask(TranscribeOptions.Task.TRANSLATE));

            assertTrue(
                    result.text().startsWith("temperature=0.0 previous=False without=False vad=False"), result::text);
            assertEquals(
                    "the engine's own choice", loaded.identity().effective().get("threads"));
        }
    }

    /** What the library takes when it loads and stumbles over later, see spec/engines.md, section 0, point 3. */
    @Test
    void whatWouldFailLaterIsRefusedWhenItIsLoaded() throws Exception {
        Files.writeString(model.resolve("preprocessor_config.json"), "{\"feature_size\": 128}");
        refused(ErrorKind.MISSING_MODEL, "128 mel bands", LoadOptions.defaults());

        Files.delete(model.resolve("preprocessor_config.json"));
        Files.writeString(model.resolve("tokenizer.json"), "{");
        refused(ErrorKind.MISSING_MODEL, "'tokenizer.json' in '" + model + "' is refused", LoadOptions.defaults());

        Files.writeString(model.resolve("tokenizer.json"), "{}");
        Files.writeString(model.resolve("config.json"), "");
        refused(ErrorKind.MISSING_MODEL, "type_error.305", LoadOptions.defaults());

        Files.delete(model.resolve("config.json"));
        refused(ErrorKind.MISSING_MODEL, "config.json", LoadOptions.defaults());

        Files.writeString(model.resolve("config.json"), "{}");
        Files.write(model.resolve("model.bin"), java.util.Arrays.copyOf(WEIGHTS, WEIGHTS.length - 1));
        refused(ErrorKind.MISSING_MODEL, "model.bin", LoadOptions.defaults());
    }

    @Test
    void whatTheEngineCannotDoHereIsRefused() {
        refused(ErrorKind.USER, "efficient float16", LoadOptions.defaults().withExtra(Map.of("precision", "float16")));
        refused(ErrorKind.USER, "device 'cuda'", LoadOptions.defaults().withDevice("cuda"));
    }

    @Test
    void withoutItsPackagesItSaysWhatToType() {
        System.setProperty(
                PythonEnvironment.FOLDER_PROPERTY, folder.resolve("none").toString());

        Availability.Unavailable missing = assertInstanceOf(Availability.Unavailable.class, BACKEND.availability());
        assertTrue(missing.remedy().contains("whisperbench setup faster-whisper"), missing::remedy);
    }

    @Test
    void modelsAreNamedOnceAndOnlyFoldersOfThisLayoutAreDescribed() {
        assertEquals(12, BACKEND.models().size());
        assertEquals(
                "mobiuslabsgmbh/faster-whisper-large-v3-turbo@main",
                BACKEND.models().get(11).source().display());
        assertTrue(BACKEND.describe(folder.toString()).isEmpty());
        assertEquals(4, BACKEND.describe(model.toString()).orElseThrow().files().size());
        assertEquals(12, new InsanelyFastBackend().models().size());
        assertTrue(new InsanelyFastBackend().describe(model.toString()).isEmpty());
        assertEquals("insanely-fast-whisper", new InsanelyFastBackend().info().id());
        assertEquals("faster-whisper", BACKEND.info().id());
    }

    private void refused(ErrorKind kind, String words, LoadOptions options) {
        BackendException refusal =
                assertThrows(BackendException.class, () -> load(options).close());
        assertEquals(kind, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }
}
