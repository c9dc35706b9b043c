package org.whisperbench.backend.mlx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
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
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.StandInPython;
import org.whisperbench.worker.PythonEnvironment;

/** The worker of whisper-mps in a real Python with stand-ins for MLX, PyTorch and the library: not the engine itself. */
@Timeout(300)
final class WhisperMpsStandInTest {

    private static final WhisperMpsBackend BACKEND = new WhisperMpsBackend();
    private static final String WHOLE =
            "{\"dims\": {\"n_vocab\": 51866}, \"model_state_dict\": {\"encoder.conv1.weight\": 0}}";

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws Exception {
        StandInPython.in(
                WhisperMpsStandInTest.class,
                folder.resolve("engines"),
                "whisper-mps",
                "whisper_mps-0.0.10",
                "mlx-0.32.2",
                "torch-2.5.1");
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private static String hash(String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    /** A model as OpenAI publishes one: an address whose hash is known. */
    private SpeechModel load(String content, String published) throws Exception {
        Files.writeString(folder.resolve("own.pt"), content);
        ModelDescriptor descriptor = ModelDescriptor.builder(
                        "own", new ModelSource.Web("https://example.org/models/own.pt", published, false))
                .files(List.of(ModelFile.unverified("own.pt")))
                .build();
        return BACKEND.load(new ResolvedModel(descriptor, folder), LoadOptions.defaults(), Progress.none());
    }

    @Test
    void aPublishedPickleIsReadForItsWeightsOnlyAndOnce() throws Exception {
        assertEquals(new Availability.Available("0.0.10"), BACKEND.availability());
        try (SpeechModel loaded = load(WHOLE, hash(WHOLE))) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(1.5, folder.resolve("tone.wav")),
                    TranscribeOptions.defaults().withLanguage("yue"),
                    Progress.none());

            assertEquals("loaded 1 time", result.text());
            assertEquals("yue", result.language());
            assertEquals(1_500, result.segments().get(0).end().toMillis());
            assertEquals("2.5.1", loaded.identity().effective().get("torch"));
            assertEquals(List.of(folder.resolve("own.pt")), loaded.identity().files());
        }
    }

    @Test
    void whatIsAskedForReachesTheLibraryAndIsTold() throws Exception {
        try (SpeechModel loaded = load(WHOLE, hash(WHOLE))) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(1.5, folder.resolve("tone.wav")),
                    TranscribeOptions.defaults()
                            .withTask(TranscribeOptions.Task.TRANSLATE)
                            .withExtra(Map.of("temperature", "0.9", "condition-on-previous-text", "true")),
                    Progress.none());

            assertEquals("temperature=0.9 previous=True without=False", result.text());
            assertEquals("sampling", result.effective().get("decoding"));
            assertEquals(
                    "the engine's own choice", loaded.identity().effective().get("threads"));
        }
    }

    @Test
    void aPickleThatIsNotThePublishedOneIsNeverRead() throws Exception {
        refused(ErrorKind.MISSING_MODEL, "is not the published one", WHOLE + " ", hash(WHOLE));
        refused(ErrorKind.USER, "hash is not known", WHOLE, "");
    }

    @Test
    void whatTheLibraryRefusesIsADamagedModel() throws Exception {
        refused(ErrorKind.MISSING_MODEL, "corrupt file", "pickle", hash("pickle"));
        String partial = "{\"dims\": {\"n_vocab\": 51866}, \"model_state_dict\": {}}";
        refused(ErrorKind.MISSING_MODEL, "Missing key(s)", partial, hash(partial));
    }

    private void refused(ErrorKind kind, String words, String content, String published) {
        BackendException refusal = assertThrows(
                BackendException.class, () -> load(content, published).close());
        assertEquals(kind, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }

    /** The name of the file is that of the address, so that whoever checks and whoever loads look at one file. */
    @Test
    void everyModelHasItsPublishedHash() {
        for (ModelDescriptor model : BACKEND.models()) {
            ModelSource.Web web = (ModelSource.Web) model.source();

            assertEquals(64, web.sha256().length(), model::toString);
            assertTrue(web.url().contains("/" + web.sha256() + "/"), model::toString);
            assertEquals(List.of(ModelFile.unverified(web.fileName())), model.files());
            assertTrue(!model.loadLimit().isZero(), model::toString);
        }
        assertEquals(12, BACKEND.models().size());
        assertEquals("whisper-mps", BACKEND.info().id());
    }
}
