package org.whisperbench.backend.mlx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
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
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.StandInPython;
import org.whisperbench.testkit.TinyMlxWhisper;
import org.whisperbench.worker.PythonEnvironment;

/** The worker of mlx-whisper in a real Python with stand-ins for MLX and the library: not the engine itself. */
@Timeout(300)
final class MlxWhisperStandInTest {

    private static final MlxWhisperBackend BACKEND = new MlxWhisperBackend();

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void prepare() throws Exception {
        StandInPython.in(
                MlxWhisperStandInTest.class,
                folder.resolve("engines"),
                "mlx-whisper",
                "mlx_whisper-0.4.3",
                "mlx-0.32.2");
        model = Files.createDirectories(folder.resolve("model"));
        TinyMlxWhisper.write(model);
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private void weights(TinyMlxWhisper tensors) throws IOException {
        tensors.writeWeights(model.resolve("weights.npz"));
    }

    private SpeechModel load(LoadOptions options) throws InterruptedException {
        return BACKEND.load(
                new ResolvedModel(BACKEND.describe(model.toString()).orElseThrow(), model), options, Progress.none());
    }

    /** The library loads the model anew when it transcribes, unless its holder has it in the right precision. */
    @Test
    void theModelIsLoadedOnceAndBeforeTheFirstTranscription() throws Exception {
        assertEquals(new Availability.Available("0.4.3"), BACKEND.availability());
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(1.5, folder.resolve("tone.wav")), TranscribeOptions.defaults(), Progress.none());

            assertEquals("loaded 1 time", result.text());
            assertEquals(1_500, result.segments().get(0).end().toMillis());
            assertEquals("de", result.language());
            assertEquals("float16", loaded.identity().precision());
            assertEquals("cpu", loaded.identity().device());
            assertEquals("0.32.2", loaded.identity().effective().get("mlx"));
            assertTrue(loaded.identity().files().contains(model.resolve("weights.npz")));
        }
    }

    /** The model's own type says float16 of a quantised one, too: only its layers know. */
    @Test
    void aQuantisedModelTellsTheBitsOfItsLayers() throws Exception {
        Files.writeString(
                model.resolve("config.json"),
                TinyMlxWhisper.config("\"quantization\": {\"group_size\": 64, \"bits\": 8}"));
        weights(new TinyMlxWhisper()
                .tensor("decoder.blocks.0.mlp1.weight", 16, 1)
                .tensor("decoder.blocks.0.mlp1.scales", 16, 1)
                .tensor("decoder.blocks.0.mlp1.biases", 16, 1));
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            assertEquals("8bit", loaded.identity().precision());
        }
        weights(new TinyMlxWhisper()
                .tensor("decoder.blocks.0.mlp1.weight", 15, 1)
                .tensor("decoder.blocks.0.mlp1.scales", 15, 1));
        refused(ErrorKind.MISSING_MODEL, "decoder.blocks.0.mlp1.weight in shape", LoadOptions.defaults());
    }

    /** The library takes a file without some of the tensors, see spec/engines.md, section 0, point 3. */
    @Test
    void weightsWithoutTensorsOfTheModelAreRefused() throws Exception {
        weights(new TinyMlxWhisper().without("decoder.ln.weight"));

        refused(ErrorKind.MISSING_MODEL, "lacks 1 tensors such as decoder.ln.weight", LoadOptions.defaults());
        Files.writeString(model.resolve("weights.npz"), "<html>");
        refused(ErrorKind.MISSING_MODEL, "weights.npz", LoadOptions.defaults());
    }

    /** The library takes a tensor of another shape, too; with some of them it computes, and writes nonsense. */
    @ParameterizedTest
    @CsvSource({
        "encoder.conv1.weight, 4 3 3",
        "encoder.conv1.bias, 1",
        "encoder.blocks.0.attn.query.bias, 1",
        "decoder.blocks.0.mlp1.weight, 4 16",
        "decoder.blocks.0.mlp_ln.bias, 1",
        "decoder.positional_embedding, 1 4",
        "decoder.token_embedding.weight, 51865 1"
    })
    void aTensorOfAnotherShapeIsRefused(String name, String shape) throws Exception {
        Integer[] lengths = Stream.of(shape.split(" ")).map(Integer::valueOf).toArray(Integer[]::new);
        weights(new TinyMlxWhisper().tensor(name, lengths));

        refused(ErrorKind.MISSING_MODEL, "has tensor " + name + " in shape", LoadOptions.defaults());
    }

    @Test
    void whatIsAskedForReachesTheLibraryAndIsTold() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults().withThreads(4))) {
            PcmAudio tone = PcmAudio.tone(1.5, folder.resolve("tone.wav"));
            TranscribeOptions options = new TranscribeOptions(
                    "de",
                    TranscribeOptions.Task.TRANSLATE,
                    false,
                    Duration.ZERO,
                    Map.of("temperature", "0.4", "condition-on-previous-text", "true"));
            Transcription result = loaded.transcribe(tone, options, Progress.none());

            assertEquals("temperature=0.4 previous=True without=True", result.text());
            assertEquals("sampling", result.effective().get("decoding"));
            assertEquals("translate", result.effective().get("task"));
            assertEquals("prompt", result.effective().get("previous-text"));
            assertEquals(
                    "the engine's own choice", loaded.identity().effective().get("threads"));
        }
    }

    /** The library itself would stumble over a language that it does not know. */
    @Test
    void languagesAreReducedToThoseThatTheModelKnows() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            PcmAudio tone = PcmAudio.tone(1.5, folder.resolve("tone.wav"));
            TranscribeOptions options = TranscribeOptions.defaults();

            assertEquals(
                    "pt",
                    loaded.transcribe(tone, options.withLanguage("pt-BR"), Progress.none())
                            .language());
            for (String unknown : List.of("xx", "yue")) {
                BackendException refusal = assertThrows(
                        BackendException.class,
                        () -> loaded.transcribe(tone, options.withLanguage(unknown), Progress.none()));
                assertEquals(ErrorKind.USER, refusal.kind(), refusal::getMessage);
            }
        }
    }

    @Test
    void whatTheEngineCannotDoHereIsRefused() {
        refused(ErrorKind.USER, "device 'gpu'", LoadOptions.defaults().withDevice("gpu"));
    }

    @Test
    void modelsAreNamedOnceAndOnlyFoldersOfThisLayoutAreDescribed() {
        assertEquals(14, BACKEND.models().size());
        assertEquals(
                "mlx-community/whisper-tiny@main",
                BACKEND.models().get(0).source().display());
        assertEquals("mlx-whisper", BACKEND.info().id());
        assertTrue(BACKEND.describe(folder.toString()).isEmpty());
        assertTrue(BACKEND.describe("a\0b").isEmpty());
        assertEquals(2, BACKEND.describe(model.toString()).orElseThrow().files().size());
    }

    private void refused(ErrorKind kind, String words, LoadOptions options) {
        BackendException refusal =
                assertThrows(BackendException.class, () -> load(options).close());
        assertEquals(kind, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }
}
