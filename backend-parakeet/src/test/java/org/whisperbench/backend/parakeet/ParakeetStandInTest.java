package org.whisperbench.backend.parakeet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.whisperbench.worker.PythonEnvironment;

/** The worker of parakeet-mlx in a real Python with stand-ins for MLX and the library: not the engine itself. */
@Timeout(300)
final class ParakeetStandInTest {

    private static final ParakeetBackend BACKEND = new ParakeetBackend();
    static final String CONFIG = "{\"target\": \"nemo.collections.asr.models.rnnt_bpe_models.EncDecRNNTBPEModel\","
            + " \"model_defaults\": {\"tdt_durations\": [0, 1, 2, 3, 4]}}";
    private static final String TRANSDUCER =
            "{\"target\": \"nemo.collections.asr.models.rnnt_bpe_models.EncDecRNNTBPEModel\"}";
    private static final String CTC = "{\"target\": \"nemo.collections.asr.models.ctc_bpe_models.EncDecCTCModelBPE\"}";

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void prepare() throws Exception {
        StandInPython.in(
                ParakeetStandInTest.class,
                folder.resolve("engines"),
                "parakeet-mlx",
                "parakeet_mlx-0.5.1",
                "mlx-0.32.2");
        model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), CONFIG);
        weights("encoder.weight");
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private void weights(String name) throws IOException {
        Files.write(model.resolve("model.safetensors"), weightsOf(name));
    }

    /** A file of safetensors with one number. */
    static byte[] weightsOf(String name) {
        byte[] header = ("{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        return file.putLong(header.length).put(header).array();
    }

    private SpeechModel load(LoadOptions options) throws InterruptedException {
        return BACKEND.load(
                new ResolvedModel(BACKEND.describe(model.toString()).orElseThrow(), model), options, Progress.none());
    }

    private Transcription transcribe(SpeechModel loaded, double seconds, TranscribeOptions options) throws Exception {
        return loaded.transcribe(PcmAudio.tone(seconds, folder.resolve("tone.wav")), options, Progress.none());
    }

    /** Upstream runs ffmpeg for each recording; here it gets the samples. */
    @Test
    void recordingsReachTheLibraryWithoutFfmpegAndLongOnesAreCut() throws Exception {
        assertEquals(new Availability.Available("0.5.1"), BACKEND.availability());
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            Transcription brief = transcribe(loaded, 1.5, TranscribeOptions.defaults());
            Transcription lengthy = transcribe(
                    loaded, 41, TranscribeOptions.defaults().withExtra(Map.of("chunk", "30", "beam-size", "3")));

            assertEquals("1 parts by 1", brief.text());
            assertEquals(1_500, brief.segments().get(0).end().toMillis());
            assertEquals("3 parts by 3", lengthy.text());
            assertEquals("beam search, 3", lengthy.effective().get("decoding"));
            assertEquals("bfloat16", loaded.identity().precision());
            assertEquals("ParakeetTDT", loaded.identity().effective().get("kind"));
            assertEquals(
                    List.of(model.resolve("config.json"), model.resolve("model.safetensors")),
                    loaded.identity().files());
        }
    }

    /** Upstream's CTC ignores a number of beams, and its RNNT stops at an assertion without a word. */
    @ParameterizedTest
    @ValueSource(strings = {TRANSDUCER, CTC})
    void beamsAreRefusedWhereTheModelHasNone(String config) throws Exception {
        Files.writeString(model.resolve("config.json"), config);
        try (SpeechModel loaded = load(LoadOptions.defaults().withThreads(2))) {
            String kind = loaded.identity().effective().get("kind");
            BackendException refusal = assertThrows(
                    BackendException.class,
                    () -> transcribe(loaded, 1, TranscribeOptions.defaults().withExtra(Map.of("beam-size", "3"))));

            assertEquals(config.equals(CTC) ? "ParakeetCTC" : "ParakeetRNNT", kind);
            assertEquals(ErrorKind.USER, refusal.kind(), refusal::getMessage);
            assertTrue(String.valueOf(refusal.getMessage()).contains("kind '" + kind + "'"), refusal::getMessage);
            assertEquals(
                    "greedy",
                    transcribe(loaded, 1, TranscribeOptions.defaults().withExtra(Map.of("beam-size", "1")))
                            .effective()
                            .get("decoding"));
            assertEquals(
                    "the engine's own choice", loaded.identity().effective().get("threads"));
        }
    }

    @Test
    void whatIsTooBriefForAnyWindowIsSilence() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults().withExtra(Map.of("precision", "float32")))) {
            assertEquals(
                    "", transcribe(loaded, 0.01, TranscribeOptions.defaults()).text());
            assertEquals("float32", loaded.identity().precision());
        }
    }

    @Test
    void itNeitherTranslatesNorHearsEveryLanguage() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            for (TranscribeOptions options : List.of(
                    TranscribeOptions.defaults().withTask(TranscribeOptions.Task.TRANSLATE),
                    TranscribeOptions.defaults().withLanguage("ja"))) {
                BackendException refusal = assertThrows(BackendException.class, () -> transcribe(loaded, 1, options));
                assertEquals(ErrorKind.USER, refusal.kind(), refusal::getMessage);
            }
            assertEquals(
                    "the engine's own choice",
                    transcribe(loaded, 1, TranscribeOptions.defaults().withLanguage("de"))
                            .effective()
                            .get("language"));
        }
    }

    @Test
    void weightsOfAnotherModelAreRefused() throws Exception {
        weights("other.weight");
        BackendException refusal = assertThrows(
                BackendException.class, () -> load(LoadOptions.defaults()).close());

        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains("Missing 1 parameters"), refusal::getMessage);
    }

    /** A model of transformers has files of the same names. */
    @Test
    void onlyFoldersOfTheToolkitAreDescribed() throws Exception {
        Files.writeString(model.resolve("config.json"), "{\"model_type\": \"whisper\"}");

        assertTrue(BACKEND.describe(model.toString()).isEmpty());
        assertTrue(BACKEND.describe("a\0b").isEmpty());
        assertEquals(
                "mlx-community/parakeet-tdt-0.6b-v3@main",
                BACKEND.models().get(0).source().display());
        assertEquals(5, BACKEND.models().size());
        assertTrue(
                BACKEND.models().stream().allMatch(m -> m.precision().equals("unknown")),
                "the file's is another one than that in which the library computes");
        assertTrue(BACKEND.models().stream().noneMatch(m -> m.loadLimit().isZero()));
        assertEquals("parakeet-mlx", BACKEND.info().id());
    }
}
