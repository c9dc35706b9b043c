package org.whisperbench.backend.mlx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.StandInPython;
import org.whisperbench.testkit.TinyMlxWhisper;
import org.whisperbench.worker.PythonEnvironment;

/** The worker of lightning-whisper-mlx in a real Python with stand-ins for MLX and the library: not the engine itself. */
@Timeout(300)
final class LightningStandInTest {

    private static final LightningBackend BACKEND = new LightningBackend();

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void prepare() throws Exception {
        StandInPython.in(
                LightningStandInTest.class,
                folder.resolve("engines"),
                "lightning-whisper-mlx",
                "lightning_whisper_mlx-0.0.10",
                "mlx-0.32.2");
        model = Files.createDirectories(folder.resolve("model"));
        TinyMlxWhisper.write(model);
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private SpeechModel load(LoadOptions options) throws InterruptedException {
        return BACKEND.load(
                new ResolvedModel(BACKEND.describe(model.toString()).orElseThrow(), model), options, Progress.none());
    }

    /** Upstream's class loads nothing when it is made; segments are lists of frames. */
    @Test
    void theModelIsLoadedOnceAndWindowsBecomeSegments() throws Exception {
        assertEquals(new Availability.Available("0.0.10"), BACKEND.availability());
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(31, folder.resolve("tone.wav")),
                    TranscribeOptions.defaults().withExtra(Map.of("batch", "4")),
                    Progress.none());

            assertEquals(
                    List.of(
                            "window 0 heard once in batches of 4 after 1 load",
                            "window 3000 heard once in batches of 4 after 1 load"),
                    result.segments().stream().map(s -> s.text()).toList());
            assertEquals(30_000, result.segments().get(1).start().toMillis());
            assertEquals(31_000, result.segments().get(1).end().toMillis());
            assertEquals("de", result.language());
            assertEquals("false", result.effective().get("fallback"));
            assertEquals("float16", loaded.identity().precision());
            assertEquals("4", result.effective().get("batch"));
            assertEquals(
                    List.of(model.resolve("config.json"), model.resolve("weights.npz")),
                    loaded.identity().files());
        }
    }

    @Test
    void fallbackIsAskedForAndTold() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults())) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(1, folder.resolve("tone.wav")),
                    TranscribeOptions.defaults().withExtra(Map.of("fallback", "true")),
                    Progress.none());

            assertEquals("window 0 heard again in batches of 12 after 1 load", result.text());
            assertEquals("true", result.effective().get("fallback"));
            assertEquals("0.6", result.effective().get("no-speech-threshold"));
        }
    }

    @Test
    void whatIsAskedForReachesTheLibraryAndIsTold() throws Exception {
        try (SpeechModel loaded = load(LoadOptions.defaults().withThreads(4))) {
            Transcription result = loaded.transcribe(
                    PcmAudio.tone(1, folder.resolve("tone.wav")),
                    TranscribeOptions.defaults()
                            .withTask(TranscribeOptions.Task.TRANSLATE)
                            .withExtra(Map.of("condition-on-previous-text", "true")),
                    Progress.none());

            assertTrue(result.text().contains("for translation, previous=True, no speech at None,"), result::toString);
            assertEquals("translate", result.effective().get("task"));
            assertEquals("none", result.effective().get("no-speech-threshold"));
            assertEquals(
                    "the engine's own choice", loaded.identity().effective().get("threads"));
        }
    }

    /** Upstream downloads and says nothing of what is in the file, see spec/engines.md, section 0, point 3. */
    @Test
    void whatWouldFailLaterIsRefusedWhenItIsLoaded() throws Exception {
        Files.writeString(model.resolve("config.json"), TinyMlxWhisper.config("\"quantization\": {\"bits\": 4}"));
        refused("parameter named biases");
        TinyMlxWhisper.write(model);
        new TinyMlxWhisper().tensor("encoder.ln_post.bias", 5).writeWeights(model.resolve("weights.npz"));
        refused("tensor encoder.ln_post.bias in shape (5,), not (4,)");
        new TinyMlxWhisper().without("decoder.ln.weight").writeWeights(model.resolve("weights.npz"));
        refused("lacks 1 tensors such as decoder.ln.weight");
        Files.writeString(model.resolve("weights.npz"), "garbage");
        refused("weights.npz");
    }

    private void refused(String words) {
        BackendException refusal = assertThrows(
                BackendException.class, () -> load(LoadOptions.defaults()).close());
        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }

    /** Upstream's quantised models do not load with today's MLX, and there is no turbo among its names. */
    @Test
    void theTableIsUpstreams() {
        assertEquals(
                List.of("tiny", "base", "small", "medium", "large", "large-v2", "large-v3"),
                BACKEND.models().stream().map(m -> m.name()).toList());
        assertEquals(
                "mlx-community/whisper-tiny@main",
                BACKEND.models().get(0).source().display());
        assertTrue(BACKEND.models().stream().noneMatch(m -> m.loadLimit().isZero()));
        assertTrue(BACKEND.describe(folder.toString()).isEmpty());
        assertEquals("lightning-whisper-mlx", BACKEND.info().id());
    }
}
