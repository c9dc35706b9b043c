package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;

/** Words of a model of almost no size with attentions: what it writes means nothing, but it has to have times. */
final class WordTimesTest {

    @ParameterizedTest
    @CsvSource({"fp32, 1", "fp32, 2", "fp16, 1", "fp16, 2", "int8, 1", "int8, 2"})
    void everyWordHasATimeInItsOrder(String precision, String batch) throws InterruptedException {
        FakeAudio noise = noise();
        TranscribeOptions options = TranscribeOptions.defaults()
                .with(DecodingOption.WORD_TIMESTAMPS, "true")
                .with(DecodingOption.BATCH, batch);

        try (SpeechModel model = Checkout.load(TinyModel.folder("tiny-listening"), precision)) {
            Transcription heard = model.transcribe(noise, options, Progress.none());

            assertEquals(precision, model.identity().precision());
            List<Word> words = heard.segments().stream()
                    .map(Segment::words)
                    .flatMap(List::stream)
                    .toList();
            Set<Duration> starts = words.stream().map(Word::start).collect(Collectors.toSet());
            // Which words they are depends on the processor's 8-bit arithmetic; all at one time would be wrong with
            // any.
            assertTrue(starts.size() > 2, starts + " of " + words.size());
            for (Segment segment : heard.segments()) {
                inOrder(segment.words(), noise.duration());
            }
        }
    }

    private static void inOrder(List<Word> words, Duration whole) {
        Duration last = Duration.ZERO;
        for (Word word : words) {
            assertTrue(word.start().compareTo(last) >= 0, word + " begins before " + last);
            assertTrue(word.end().compareTo(word.start()) >= 0 && word.end().compareTo(whole) <= 0, word.toString());
            last = word.start();
        }
    }

    private static FakeAudio noise() {
        Random random = new Random(2);
        float[] noise = new float[40_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (random.nextGaussian() / 10);
        }
        return FakeAudio.of(noise);
    }
}
