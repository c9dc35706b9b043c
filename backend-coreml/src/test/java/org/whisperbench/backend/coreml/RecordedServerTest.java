package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;

/** A recorded exchange with {@code whisper-server}: not the engine itself, which {@link SampleTranscriptionTest} runs. */
@Timeout(300)
final class RecordedServerTest {

    @TempDir
    Path folder;

    private Path server(String mode) throws IOException {
        Assumptions.assumeFalse(System.getProperty("os.name", "").startsWith("Windows"), "the recording is a script");
        Files.writeString(folder.resolve("mode"), mode);
        program("whisper-cli", "echo 'whisper.cpp version: 1.9.3-dev'");
        try (InputStream script = RecordedServerTest.class.getResourceAsStream("recorded_server.py")) {
            Files.write(
                    folder.resolve("recorded.py"),
                    Objects.requireNonNull(script, "script").readAllBytes());
        }
        return program("whisper-server", "exec python3 '" + folder.resolve("recorded.py") + "' \"$@\"");
    }

    private Path program(String name, String line) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    private static SpeechModel load(Path server) throws InterruptedException {
        LoadOptions options = LoadOptions.defaults().withThreads(1).withDevice("cpu");
        return new WhisperCppBackend()
                .load(Checkout.nano(), options.withExtra(Map.of("server", server.toString())), Progress.none());
    }

    @Test
    void whatTheServerTellsIsTold() throws Exception {
        Path server = server("well");
        try (SpeechModel model = load(server)) {
            LoadedIdentity identity = model.identity();
            Transcription result = model.transcribe(
                    Checkout.samples().get(0).audio(),
                    TranscribeOptions.defaults().withExtra(Map.of("fallback", "true", "beam-size", "2")),
                    Progress.none());

            assertEquals("1.9.3-dev", identity.engineVersion());
            assertEquals(
                    folder.resolve("whisper-cli").toString(),
                    identity.effective().get("version-told-by"));
            assertEquals("q5_1", identity.precision(), "as the program says, whatever the file holds");
            assertEquals(List.of(Checkout.NANO_GGML), identity.files());
            assertEquals("cpu", identity.device());
            assertEquals("false", identity.effective().get("coreml"));
            assertEquals("1", identity.effective().get("threads"));
            assertEquals(server.toString(), identity.effective().get("runtime"));
            assertEquals("four one six seven", result.text());
            assertEquals(300, result.segments().get(0).start().toMillis());
            assertEquals(2_700, result.segments().get(0).end().toMillis());
            assertEquals("en", result.language());
            assertEquals("true", result.effective().get("fallback"));
            assertEquals("false", result.effective().get("vad"));
        }
    }

    /** What was said is longer than the recording, as a model with random numbers has it. */
    @Test
    void aLanguageThatTheServerDetectedIsToldAsDetected() throws Exception {
        ResolvedModel many = MultilingualGgml.in(folder);
        LoadOptions options = LoadOptions.defaults()
                .withThreads(1)
                .withDevice("cpu")
                .withExtra(Map.of("server", server("well").toString()));
        try (SpeechModel model = new WhisperCppBackend().load(many, options, Progress.none())) {
            PcmAudio speech = Checkout.samples().get(0).audio();
            Transcription heard = model.transcribe(speech, TranscribeOptions.defaults(), Progress.none());
            Transcription asked =
                    model.transcribe(speech, TranscribeOptions.defaults().withLanguage("en-GB"), Progress.none());

            assertEquals("br", heard.language());
            assertEquals("br, detected", heard.effective().get("language"));
            assertEquals(speech.duration(), heard.segments().get(0).end());
            assertEquals("en", asked.language());
            assertEquals("en", asked.effective().get("language"));
        }
        Files.writeString(folder.resolve("mode"), "strange");
        try (SpeechModel model = new WhisperCppBackend().load(many, options, Progress.none())) {
            Transcription heard =
                    model.transcribe(Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none());

            assertEquals("unknown", heard.language(), "a name that is none of Whisper's");
            assertEquals("auto", heard.effective().get("language"));
        }
    }

    /** The link beside the model is gone when somebody reads of it. */
    @Test
    void whatTheServerSaysOfALinkIsToldOfTheFolderItself() throws Exception {
        Path encoder = Files.createDirectories(folder.resolve("my-encoder.mlmodelc"));
        Files.writeString(encoder.resolve("coremldata.bin"), "x");
        LoadOptions options = LoadOptions.defaults()
                .withExtra(Map.of("server", server("encoder").toString(), "encoder", encoder.toString()));

        BackendException failure = assertThrows(
                BackendException.class,
                () -> new WhisperCppBackend()
                        .load(Checkout.nano(), options, Progress.none())
                        .close());

        assertTrue(
                String.valueOf(failure.getMessage()).contains("failed to load Core ML model from '" + encoder + "'"),
                failure::getMessage);
    }

    /** An older one, or one whose log goes elsewhere. */
    @Test
    void whatTheServerDoesNotTellIsUnknown() throws Exception {
        Path server = server("quiet");
        Files.delete(folder.resolve("whisper-cli"));
        try (SpeechModel model = load(server)) {
            assertEquals("unknown", model.identity().precision());
            assertEquals(List.of(), model.identity().files());
            assertEquals("unknown", model.identity().engineVersion());
            assertFalse(model.identity().effective().containsKey("version-told-by"));
        }
    }

    @Test
    void aGraphicsProcessorThatIsNotThereIsRefused() throws Exception {
        Assumptions.assumeFalse(System.getProperty("os.name", "").startsWith("Mac"), "there is one");
        Map<String, String> extra = Map.of("server", server("well").toString());

        for (Map<String, String> runtime : List.of(extra, Map.of("runtime", "jni"))) {
            BackendException refusal = assertThrows(
                    BackendException.class,
                    () -> new WhisperCppBackend()
                            .load(
                                    Checkout.nano(),
                                    LoadOptions.defaults().withDevice("gpu").withExtra(runtime),
                                    Progress.none())
                            .close());
            assertEquals(ErrorKind.USER, refusal.kind(), refusal::getMessage);
            assertTrue(String.valueOf(refusal.getMessage()).contains("device 'gpu'"), refusal::getMessage);
        }
    }

    /** As on a busy machine: the answer was there before the line that says who answered. */
    @Test
    void whatIsSaidAfterTheAnswerIsWaitedFor() throws Exception {
        try (SpeechModel model = load(server("late"))) {
            assertEquals("1", model.identity().effective().get("threads"));
        }
    }

    /** As when the server ends an idle connection just as it is used again. */
    @Test
    void aConnectionThatEndsBeforeTheAnswerIsTriedAgain() throws Exception {
        try (SpeechModel model = load(server("drop"))) {
            Transcription result =
                    model.transcribe(Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none());

            assertEquals("four one six seven", result.text());
        }
    }

    @ParameterizedTest
    @CsvSource({"refuse, answered 400", "garble, no JSON"})
    void anAnswerThatIsNoneIsAFailure(String mode, String words) throws Exception {
        try (SpeechModel model = load(server(mode))) {
            BackendException failure = assertThrows(
                    BackendException.class,
                    () -> model.transcribe(
                            Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none()));

            assertEquals(ErrorKind.EXTERNAL, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains(words), failure::getMessage);
        }
    }

    @Test
    void aServerThatEndsWhileItLoadsIsAFailureWithItsLastWords() throws IOException {
        Path server = server("exit");

        BackendException failure =
                assertThrows(BackendException.class, () -> load(server).close());

        assertTrue(String.valueOf(failure.getMessage()).contains("ended with 3"), failure::getMessage);
    }

    /** The port is free when it is asked for, and may not be so when the server listens. */
    @Test
    void whoeverElseAnswersIsNotTakenForTheServer() throws IOException {
        Path server = server("silent");

        BackendException failure =
                assertThrows(BackendException.class, () -> load(server).close());

        assertTrue(String.valueOf(failure.getMessage()).contains("another program"), failure::getMessage);
    }

    @Test
    void aServerThatIsNotThereAndUnknownOptionsAreRefused() {
        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, refusal(Map.of("server", "/none/whisper-server")));
        assertEquals(ErrorKind.USER, refusal(Map.of("runtime", "exe")));
        assertEquals(ErrorKind.USER, refusal(Map.of("threads", "2")));
    }

    @Test
    void anEncoderLiesBesideTheModelOfTheServerAloneAndIsTold() throws Exception {
        Path server = server("well");
        Path encoder = Files.createDirectories(folder.resolve("ggml-nano-encoder.mlmodelc"));
        assertEquals(ErrorKind.USER, refusal(Map.of("encoder", encoder.toString())));
        Files.writeString(encoder.resolve("coremldata.bin"), "x");
        assertEquals(ErrorKind.USER, refusal(Map.of("runtime", "jni", "encoder", encoder.toString())));
        LoadOptions options = LoadOptions.defaults().withThreads(1).withDevice("cpu");
        Map<String, String> both = Map.of("server", server.toString(), "encoder", encoder.toString());

        try (SpeechModel model =
                new WhisperCppBackend().load(Checkout.nano(), options.withExtra(both), Progress.none())) {
            assertEquals(encoder.toString(), model.identity().effective().get("encoder"));
            assertEquals("false", model.identity().effective().get("coreml"), "the program did not say so");
            assertEquals(List.of(Checkout.NANO_GGML), model.identity().files());
        }
    }

    private static ErrorKind refusal(Map<String, String> extra) {
        LoadOptions options = LoadOptions.defaults().withExtra(extra);
        return assertThrows(
                        BackendException.class,
                        () -> new WhisperCppBackend()
                                .load(Checkout.nano(), options, Progress.none())
                                .close())
                .kind();
    }

    @Test
    void metalAndCoreMlAreReportedOnlyWhereTheEngineSaysSo() {
        String built = "system_info: n_threads = 4 / 8 | WHISPER : COREML = 1 | ";
        ServerWords words = new ServerWords(List.of(built));

        assertFalse(words.coreml(), "it was built with it, and may have loaded none");
        assertFalse(
                new ServerWords(List.of(built, "whisper_init_state: failed to load Core ML model from 'x'")).coreml());
        assertTrue(new ServerWords(List.of(built, "whisper_init_state: Core ML model loaded")).coreml());
        assertEquals("4", words.threads());
        assertEquals("unknown", words.version());
        assertEquals("metal", SaidDevice.of(List.of("whisper_backend_init_gpu: using Metal backend")));
        assertEquals("cuda0", SaidDevice.of(List.of("whisper_backend_init_gpu: using CUDA0 backend")));
        assertEquals("cpu", SaidDevice.of(List.of("whisper_backend_init: using BLAS backend")));
        assertEquals(
                "cpu",
                SaidDevice.of(List.of(
                        "whisper_backend_init_gpu: using CUDA0 backend",
                        "whisper_backend_init_gpu: failed to initialize CUDA0 backend")));
        assertEquals(
                "vulkan0",
                SaidDevice.of(List.of(
                        "whisper_backend_init_gpu: using CUDA0 backend",
                        "whisper_backend_init_gpu: failed to initialize CUDA0 backend",
                        "whisper_backend_init_gpu: using Vulkan0 backend")));
    }
}
