package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.TranscribeOptions.Task;

final class SampleTranscriptionTest {

    private static final System.Logger LOG = System.getLogger(SampleTranscriptionTest.class.getName());

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everySampleIsWrittenAsItWasSpokenInFullPrecision(boolean timestamps) throws InterruptedException {
        try (SpeechModel nano = Checkout.load(Checkout.nano(0))) {
            assertAll(Checkout.samples().stream()
                    .map(sample ->
                            () -> assertEquals(sample.text(), text(nano, sample, timestamps), sample.toString())));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyShortSampleIsWrittenAsItWasSpokenInEightBits(boolean timestamps) throws InterruptedException {
        try (SpeechModel nano = Checkout.load(Checkout.nano(1))) {
            assertAll(Checkout.samples().stream()
                    .filter(sample -> !sample.toString().equals("long.wav"))
                    .map(sample ->
                            () -> assertEquals(sample.text(), text(nano, sample, timestamps), sample.toString())));
        }
    }

    /** Eight bits cost one of 41 words of the long sample; which one may depend on the processor's instructions. */
    @Test
    void theLongSampleIsAtMostOneWordOffInEightBits() throws InterruptedException {
        try (SpeechModel nano = Checkout.load(Checkout.nano(1))) {
            Checkout.Speech sample = Checkout.samples().get(12);

            String text = text(nano, sample, true);

            assertEquals("long.wav", sample.toString());
            assertTrue(WordErrors.count(sample.text(), text) <= 1, text);
        }
    }

    @Test
    void everySampleIsWrittenAsItWasSpokenInHalfPrecision() throws InterruptedException {
        try (SpeechModel nano = Checkout.load(Checkout.further(), "fp16")) {
            assertEquals("fp16", nano.identity().precision());
            assertAll(Checkout.samples().stream()
                    .map(sample -> () -> assertEquals(sample.text(), text(nano, sample, true), sample.toString())));
        }
    }

    @Test
    void humanClipsOfUpToNineDigitsAreWrittenAsTheyWereSpoken() throws InterruptedException {
        Path folder = Checkout.clipFolder();
        try (SpeechModel nano = Checkout.load(Checkout.nano(0))) {
            List<Checkout.Speech> clips = Checkout.speech(folder).stream()
                    .filter(clip -> !clip.text().isEmpty() && clip.text().split(" ").length <= 9)
                    .toList();

            assertEquals(13, clips.size());
            for (boolean timestamps : List.of(false, true)) {
                assertAll(clips.stream()
                        .map(clip -> () -> assertEquals(clip.text(), text(nano, clip, timestamps), clip.toString())));
            }
        }
    }

    /** The longer clips are beyond this model in any precision: what counts is what eight bits add to that. */
    @Test
    void eightBitsCostAtMostOneWordOnAllHumanClipsTogether() throws InterruptedException {
        List<Checkout.Speech> clips = Checkout.speech(Checkout.clipFolder());
        try (SpeechModel full = Checkout.load(Checkout.nano(0));
                SpeechModel small = Checkout.load(Checkout.nano(1))) {
            int inFull = wordErrors(full, clips);
            int inEight = wordErrors(small, clips);
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} human clips: {1} wrong words in fp32, {2} in int8",
                    clips.size(),
                    inFull,
                    inEight);
            assertTrue(inEight <= inFull + 1, inEight + " wrong words in int8, " + inFull + " in fp32");
        }
    }

    private static int wordErrors(SpeechModel model, List<Checkout.Speech> clips) throws InterruptedException {
        int errors = 0;
        for (Checkout.Speech clip : clips) {
            errors += WordErrors.count(clip.text(), text(model, clip, true));
        }
        return errors;
    }

    private static String text(SpeechModel model, Checkout.Speech speech, boolean timestamps)
            throws InterruptedException {
        TranscribeOptions options = new TranscribeOptions("auto", Task.TRANSCRIBE, timestamps, Duration.ZERO, Map.of());
        return model.transcribe(speech.audio(), options, Progress.none()).text();
    }
}
