package org.whisperbench.backend.faster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.PeerPython;

/** A model of tiny.en's shape with random weights in the real transformers: 37 million numbers, nonsense for text. */
@Tag("peer")
final class RandomWeightsPeerTest {

    private static final InsanelyFastBackend BACKEND = new InsanelyFastBackend();

    @TempDir
    Path folder;

    @Test
    void aModelOfRealShapeIsLoadedAndUsedAloneAndInBatches() throws Exception {
        PeerPython peers = PeerPython.prepare();
        Path script = Path.of(System.getProperty("whisperbench.checkout", ".."))
                .resolve("backend-onnx/src/test/resources/org/whisperbench/backend/onnx/random_whisper.py")
                .toAbsolutePath()
                .normalize();
        Assumptions.assumeTrue(Files.isRegularFile(script), "no script " + script);
        peers.run(script, Duration.ofMinutes(10), folder.toString(), "7", "12");
        // It writes no configuration of the tokenizer, which every published model has.
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"tokenizer_class": "WhisperTokenizer", "bos_token": "<|endoftext|>", "eos_token": "<|endoftext|>",
                 "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>"}
                """);
        ResolvedModel model =
                new ResolvedModel(BACKEND.describe(folder.toString()).orElseThrow(), folder);
        PcmAudio tone = PcmAudio.tone(65, folder.resolve("tone.wav"));

        try (SpeechModel loaded = BACKEND.load(model, LoadOptions.defaults().withThreads(2), Progress.none())) {
            assertEquals("float32", loaded.identity().precision());
            assertEquals("cpu", loaded.identity().device());
            Transcription alone = loaded.transcribe(tone, options("1"), Progress.none());
            Transcription batch = loaded.transcribe(tone, options("4"), Progress.none());

            assertFalse(alone.text().isEmpty());
            assertFalse(batch.text().isEmpty());
            assertEquals("4", batch.effective().get("batch"));
            assertTrue(
                    alone.segments().stream().allMatch(s -> s.end().compareTo(Duration.ofSeconds(65)) <= 0),
                    alone::toString);
        }
    }

    private static TranscribeOptions options(String batch) {
        return new TranscribeOptions(
                TranscribeOptions.AUTO,
                TranscribeOptions.Task.TRANSCRIBE,
                false,
                Duration.ZERO,
                Map.of("batch", batch));
    }
}
