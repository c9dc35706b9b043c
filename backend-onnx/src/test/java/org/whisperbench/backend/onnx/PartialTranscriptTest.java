package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;

/** A window that reaches its greatest length may leave speech out: that is said. */
class PartialTranscriptTest {

    @TempDir
    Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.NANO)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(Checkout.NANO.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void aWindowThatEndsByItselfIsComplete() throws Exception {
        assertTrue(transcribe().complete());
    }

    @Test
    void aWindowThatReachesItsGreatestLengthIsPartial() throws Exception {
        greatestLength("3");

        Transcription partial = transcribe();

        assertFalse(partial.complete());
        assertTrue(partial.text().startsWith("four"), partial.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void whatAWindowHasNoRoomForIsWrittenInTheNext(String batch) throws Exception {
        Transcription whole = transcribeLong("22", batch);

        assertTrue(whole.segments().size() > 9, whole.text());
        assertTrue(whole.text().endsWith("five eight three five one zero three"), whole.text());
        assertTrue(whole.complete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void whatNoLaterWindowWritesIsMissing(String batch) throws Exception {
        Transcription partial = transcribeLong("20", batch);

        assertFalse(partial.text().contains("seven zero zero three"), partial.text());
        assertFalse(partial.complete());
    }

    @Test
    void aLengthThatAllowsNothingIsRefused() throws Exception {
        greatestLength("-5");

        assertThrows(BackendException.class, this::transcribe);
    }

    @Test
    void moreThreadsThanMakeSenseAreRefused() {
        OnnxBackend backend = new OnnxBackend();
        LoadOptions options = LoadOptions.defaults().withThreads(100_000);

        BackendException failure =
                assertThrows(BackendException.class, () -> backend.load(Checkout.nano(0), options, Progress.none()));

        assertTrue(failure.getMessage().contains("'100000' threads"), failure.getMessage());
    }

    private void greatestLength(String value) throws IOException {
        Path rules = folder.resolve(OnnxLayout.GENERATION);
        Files.writeString(rules, Files.readString(rules).replace("\"max_length\": 448", "\"max_length\": " + value));
    }

    private Transcription transcribe() throws IOException, InterruptedException {
        return transcribe("digits-01.wav", TranscribeOptions.defaults());
    }

    private Transcription transcribeLong(String greatestLength, String batch) throws IOException, InterruptedException {
        greatestLength(greatestLength);
        return transcribe("long.wav", TranscribeOptions.defaults().with(DecodingOption.BATCH, batch));
    }

    private Transcription transcribe(String wav, TranscribeOptions options) throws IOException, InterruptedException {
        try (SpeechModel model = Checkout.load(folder, "fp32")) {
            PcmAudio audio = PcmAudio.read(Checkout.SAMPLES.resolve(wav));
            return model.transcribe(audio, options, Progress.none());
        }
    }
}
