package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;
import org.whisperbench.testkit.RecordedProgram;

/** A recorded exchange with {@code whisper-cli}: not the engine itself, which {@link SampleTranscriptionTest} runs. */
@Timeout(300)
final class RecordedCliTest {

    @TempDir
    Path folder;

    private SpeechModel load(String mode, Map<String, String> more) throws Exception {
        Path program = RecordedProgram.of(RecordedCliTest.class, "recorded_cli.py", folder.resolve("bin/whisper-cli"));
        Files.writeString(folder.resolve("bin/mode"), mode);
        Map<String, String> extra = new java.util.TreeMap<>(more);
        extra.put("runtime", "cli");
        extra.put("cli", program.toString());
        LoadOptions options = LoadOptions.defaults().withThreads(2).withDevice("cpu");
        return new WhisperCppBackend().load(Checkout.nano(), options.withExtra(extra), Progress.none());
    }

    private static Transcription transcribe(SpeechModel model, TranscribeOptions options) throws Exception {
        return model.transcribe(Checkout.samples().get(0).audio(), options, Progress.none());
    }

    @Test
    void whatTheProgramTellsIsTold() throws Exception {
        try (SpeechModel model = load("well", Map.of())) {
            LoadedIdentity identity = model.identity();
            Transcription result = transcribe(
                    model, TranscribeOptions.defaults().withExtra(Map.of("fallback", "true", "beam-size", "2")));

            assertEquals("1.9.3", identity.engineVersion());
            assertEquals("whisper.cpp", identity.engine());
            assertEquals("unknown", identity.device());
            assertEquals("f16", identity.precision());
            assertEquals(
                    folder.resolve("bin/whisper-cli").toString(),
                    identity.effective().get("runtime"));
            assertTrue(String.valueOf(identity.effective().get("system")).contains("COREML = 1"), identity::toString);
            assertEquals("false", identity.effective().get("coreml"), "no encoder was named");
            assertEquals(java.util.List.of(Checkout.NANO_GGML), identity.files());
            assertEquals("-t 2 -ng, -bs 2 -tpi 0.2", result.text());
            assertEquals(300, result.segments().get(0).start().toMillis());
            assertEquals("en", result.language());
        }
    }

    @Test
    void anEncoderLiesBesideTheModelAndNobodyKnowsWhetherItWasLoaded() throws Exception {
        Path encoder = Files.createDirectories(folder.resolve("ggml-nano-encoder.mlmodelc"));
        Files.writeString(encoder.resolve("coremldata.bin"), "x");

        try (SpeechModel model = load("encoder", Map.of("encoder", encoder.toString()))) {
            assertEquals("unknown", model.identity().effective().get("coreml"));
            assertEquals(encoder.toString(), model.identity().effective().get("encoder"));
            assertEquals(
                    "the encoder is there",
                    transcribe(model, TranscribeOptions.defaults()).text());
        }
    }

    @Test
    void successWithoutAResultIsAFailureWithTheLastWords() {
        WhisperException failure = assertThrows(
                WhisperException.class, () -> load("nothing", Map.of()).close());

        assertTrue(String.valueOf(failure.getMessage()).contains("left no result"), failure::getMessage);
        assertTrue(String.valueOf(failure.getMessage()).contains("failed to read"), failure::getMessage);
    }

    @Test
    void aResultOfAnotherKindIsAFailure() throws Exception {
        try (SpeechModel model = load("other", Map.of())) {
            BackendException failure =
                    assertThrows(BackendException.class, () -> transcribe(model, TranscribeOptions.defaults()));

            assertEquals(ErrorKind.EXTERNAL, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains("no transcription"), failure::getMessage);
        }
    }
}
