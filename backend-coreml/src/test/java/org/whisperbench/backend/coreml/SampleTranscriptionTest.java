package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.InstalledTool;

/** The bundled model in the real whisper.cpp: that of whisper-jni, and that of a server where one is on PATH. */
final class SampleTranscriptionTest {

    @TempDir
    Path folder;

    private static SpeechModel load(String runtime) throws InterruptedException {
        if (!runtime.equals("jni")) {
            Optional<Path> program = InstalledTool.find("whisper-" + runtime);
            Assumptions.assumeTrue(program.isPresent(), () -> "no 'whisper-" + runtime + "' on PATH");
        }
        return new WhisperCppBackend()
                .load(
                        Checkout.nano(),
                        LoadOptions.defaults().withThreads(1).withExtra(Map.of("runtime", runtime)),
                        Progress.none());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jni", "server", "cli"})
    void everySampleIsWrittenAsItWasSpoken(String runtime) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (SpeechModel nano = load(runtime)) {
            for (Checkout.Speech sample : Checkout.samples()) {
                String text = nano.transcribe(sample.audio(), TranscribeOptions.defaults(), Progress.none())
                        .text();
                if (!text.equals(sample.text())) {
                    wrong.add(sample + ": " + text + ", not " + sample.text());
                }
            }
        }

        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jni", "server"})
    void theIdentityTellsWhichBuildRan(String runtime) throws Exception {
        try (SpeechModel nano = load(runtime)) {
            LoadedIdentity identity = nano.identity();

            assertEquals("whisper.cpp", identity.engine());
            assertTrue(identity.engineVersion().matches("\\d+\\.\\d+\\.\\d+(-dev)?"), identity::toString);
            assertEquals("cpu", identity.device());
            assertEquals("f16", identity.precision());
            assertEquals(List.of(Checkout.NANO_GGML), identity.files());
            assertEquals("1", identity.effective().get("threads"));
            assertEquals("false", identity.effective().get("coreml"));
            assertTrue(String.valueOf(identity.effective().get("system")).contains("AVX"), identity::toString);
            assertTrue(
                    String.valueOf(identity.effective().get("runtime"))
                            .contains(runtime.equals("jni") ? "whisper-jni" : "server"),
                    identity::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jni", "server", "cli"})
    void whatIsInForceIsToldAlsoWhereNothingWasAskedFor(String runtime) throws Exception {
        try (SpeechModel nano = load(runtime)) {
            Checkout.Speech sample = Checkout.samples().get(0);
            Transcription plain = nano.transcribe(sample.audio(), TranscribeOptions.defaults(), Progress.none());
            Transcription beams = nano.transcribe(
                    sample.audio(), TranscribeOptions.defaults().withExtra(Map.of("beam-size", "3")), Progress.none());

            assertEquals("greedy", plain.effective().get("decoding"));
            assertEquals("unused", plain.effective().get("previous-text"));
            assertEquals("en", plain.effective().get("language"));
            assertEquals("beam search, 3", beams.effective().get("decoding"));
            assertEquals(sample.text(), beams.text());
        }
    }

    /** The binding has no call for it, so nobody is told a language that nobody knows. */
    @Test
    void aLanguageThatTheBindingDetectedIsNotMadeUp() throws Exception {
        LoadOptions options = LoadOptions.defaults().withThreads(1).withExtra(Map.of("runtime", "jni"));
        try (SpeechModel many = new WhisperCppBackend().load(MultilingualGgml.in(folder), options, Progress.none())) {
            Transcription heard =
                    many.transcribe(Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none());

            assertEquals("unknown", heard.language());
            assertEquals("auto", heard.effective().get("language"));
        }
    }

    /** The library would end the process, and with it the host where there is no other process. */
    @Test
    void aModelInF32IsRefusedBeforeTheBindingDiesOfIt() throws Exception {
        ResolvedModel single = MultilingualGgml.f32In(folder);
        LoadOptions options = LoadOptions.defaults().withThreads(1).withExtra(Map.of("runtime", "jni"));

        BackendException refusal = assertThrows(
                BackendException.class,
                () -> new WhisperCppBackend()
                        .load(single, options, Progress.none())
                        .close());

        assertTrue(String.valueOf(refusal.getMessage()).contains("has its convolutions in f32"), refusal::getMessage);
    }

    @Test
    void whatAnEnglishModelCannotDoIsRefused() throws Exception {
        try (SpeechModel nano = load("jni")) {
            refused(nano, TranscribeOptions.defaults().withLanguage("de"), "language 'de'");
            refused(
                    nano,
                    TranscribeOptions.defaults().withTask(TranscribeOptions.Task.TRANSLATE),
                    "does not translate");
            refused(nano, TranscribeOptions.defaults().withExtra(Map.of("beams", "2")), "[beams]");
            refused(nano, TranscribeOptions.defaults().withExtra(Map.of("beam-size", "99")), "'beam-size=99'");
            refused(nano, TranscribeOptions.defaults().withExtra(Map.of("temperature", "warm")), "'temperature=warm'");
        }
    }

    private static void refused(SpeechModel model, TranscribeOptions options, String words)
            throws InterruptedException, IOException {
        try {
            model.transcribe(Checkout.samples().get(0).audio(), options, Progress.none());
        } catch (BackendException e) {
            assertEquals(ErrorKind.USER, e.kind());
            assertTrue(String.valueOf(e.getMessage()).contains(words), e::getMessage);
            return;
        }
        throw new AssertionError("not refused: " + options);
    }
}
