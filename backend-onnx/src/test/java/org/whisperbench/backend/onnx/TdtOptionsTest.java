package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** What may be asked of Parakeet: what it does anyway, and what it does not do is never passed over. */
final class TdtOptionsTest {

    private static SpeechModel model;

    @BeforeAll
    static void load() throws InterruptedException {
        OnnxParakeetBackend backend = new OnnxParakeetBackend();
        Path place = TinyModel.folder("tiny-tdt");
        ResolvedModel resolved =
                new ResolvedModel(backend.describe(place.toString()).orElseThrow(), place);
        model = backend.load(resolved, LoadOptions.defaults(), Progress.none());
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource({
        "beam-size, 5, 'beam-size=5'",
        "temperature, 0.4, 'temperature=0.4'",
        "temperature, '0,0.4', 'temperature=0,0.4'",
        "prompt, a word, 'prompt=a word'",
        "prompt, false, 'prompt=false'",
        "patience, false, 'patience=false'",
        "vad, true, 'vad=true'",
        "beams, 5, 'beams=5'",
        "beam-size, false, 'beam-size'",
        "fallback, no, 'fallback'",
        "word-timestamps, 1, 'word-timestamps'"
    })
    void whatParakeetDoesNotDoIsRefusedByName(String option, String value, String named) {
        String refusal = Refusal.of(ErrorKind.USER, () -> transcribe(FakeAudio.of(0.5f), asked(option, value)));

        assertTrue(refusal.contains("'" + named + "'"), refusal);
    }

    @ParameterizedTest
    @CsvSource({"beam-size, 1, 1", "temperature, 0.0, 0", "batch, 1, 1", "fallback, false, false", "vad, false, false"})
    void whatItDoesAnywayMayBeAskedAndIsTold(String option, String value, String told) throws InterruptedException {
        assertEquals(
                told,
                transcribe(FakeAudio.of(0.5f), asked(option, value)).effective().get(option));
    }

    private static TranscribeOptions asked(String option, String value) {
        return new TranscribeOptions(
                "auto", TranscribeOptions.Task.TRANSCRIBE, true, Duration.ZERO, Map.of(option, value));
    }

    @Test
    void translatingIsRefused() {
        TranscribeOptions asked =
                new TranscribeOptions("auto", TranscribeOptions.Task.TRANSLATE, true, Duration.ZERO, Map.of());

        assertTrue(Refusal.of(ErrorKind.USER, () -> transcribe(FakeAudio.of(0.5f), asked))
                .contains("translate"));
    }

    @Test
    void timesCannotBeLeftOut() {
        TranscribeOptions without = TranscribeOptions.defaults().withTimestamps(false);

        assertTrue(Refusal.of(ErrorKind.USER, () -> transcribe(FakeAudio.of(0.5f), without))
                .contains("leave out '--no-timestamps'"));
    }

    private static Transcription transcribe(FakeAudio audio, TranscribeOptions options) throws InterruptedException {
        return model.transcribe(audio, options, Progress.none());
    }
}
