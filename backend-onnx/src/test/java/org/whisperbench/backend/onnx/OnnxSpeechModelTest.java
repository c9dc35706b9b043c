package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.TranscribeOptions.Task;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;

final class OnnxSpeechModelTest {

    private static SpeechModel nano;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws InterruptedException {
        nano = Checkout.load(Checkout.nano(0));
    }

    @AfterAll
    static void close() {
        nano.close();
    }

    @Test
    void noAudioIsNoText() throws InterruptedException {
        Transcription result = nano.transcribe(FakeAudio.of(), TranscribeOptions.defaults(), Progress.none());

        assertEquals("", result.text());
        assertEquals(List.of(), result.segments());
        assertTrue(result.complete());
    }

    @Test
    void oneSampleIsTranscribed() throws InterruptedException {
        Transcription result = nano.transcribe(FakeAudio.of(0.5f), TranscribeOptions.defaults(), Progress.none());

        assertTrue(result.segments().stream().allMatch(s -> s.end().compareTo(Duration.ofMillis(1)) < 0));
    }

    @Test
    void fiveMinutesOfSilenceComeToAnEndWithoutAWord() throws InterruptedException {
        Transcription result =
                nano.transcribe(FakeAudio.silence(300 * 16_000), TranscribeOptions.defaults(), Progress.none());

        assertEquals("", result.text());
    }

    @Test
    void segmentsCarryTimesAndTokensAndAreToldAsTheyBecomeFinal() throws InterruptedException {
        Checkout.Speech speech = Checkout.samples().get(12);
        List<Segment> told = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void advance(Phase phase, double fraction) {
                if (phase == Phase.DECODING) {
                    fractions.add(fraction);
                }
            }

            @Override
            public void segment(Segment segment) {
                told.add(segment);
            }
        };

        Transcription result = nano.transcribe(speech.audio(), options(false, Map.of()), progress);

        assertEquals(result.segments(), told);
        assertEquals(fractions.stream().sorted().toList(), fractions);
        assertEquals(1.0, fractions.get(fractions.size() - 1));
        assertTrue(result.segments().size() > 3);
        Duration last = Duration.ZERO;
        for (Segment segment : result.segments()) {
            assertTrue(segment.start().compareTo(last) >= 0, segment.toString());
            assertTrue(segment.tokens().get(0) > 300, segment.toString());
            last = segment.end();
        }
        assertTrue(last.compareTo(speech.audio().duration()) <= 0);
    }

    /** The model sees 30 s, of which the rest is padding. */
    @Test
    void whereverAudioIsCutNoTimeIsLaterThanItsEnd() throws InterruptedException {
        float[] whole = Checkout.samples().get(12).audio().samples();
        for (int samples : List.of(11_213, 16_000, 33_333, 476_789, whole.length - 4_321)) {
            FakeAudio cut = FakeAudio.of(Arrays.copyOf(whole, samples));
            for (String batch : List.of("1", "3")) {
                Transcription heard = nano.transcribe(cut, options(true, Map.of("batch", batch)), Progress.none());

                Duration last = Duration.ZERO;
                for (Segment segment : heard.segments()) {
                    assertTrue(segment.start().compareTo(last) >= 0, segment + " begins before " + last);
                    last = segment.end();
                }
                assertTrue(last.compareTo(cut.duration()) <= 0, last + " of " + cut.duration());
                assertTrue(last.compareTo(Duration.ZERO) > 0, "nothing was heard in " + cut.duration());
            }
        }
    }

    @Test
    void whatWasInForceIsReportedEvenWhereItWasNotAskedFor() throws InterruptedException {
        Transcription brief =
                nano.transcribe(Checkout.samples().get(0).audio(), options(false, Map.of()), Progress.none());
        Transcription lengthy =
                nano.transcribe(Checkout.samples().get(12).audio(), options(false, Map.of()), Progress.none());

        assertEquals("false", brief.effective().get("timestamps"));
        assertEquals("true", lengthy.effective().get("timestamps"));
        assertEquals("en", brief.language());
        assertEquals("en", brief.effective().get("language"));
        assertEquals("transcribe", brief.effective().get("task"));
        assertEquals("false", brief.effective().get("vad"));
    }

    @Test
    void theStagesTakeNoLongerThanTheWhole() throws InterruptedException {
        Map<Stage, Duration> times = nano.transcribe(
                        Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none())
                .times();

        assertEquals(4, times.size());
        Duration total = times.getOrDefault(Stage.TOTAL, Duration.ZERO);
        Duration parts =
                times.values().stream().reduce(Duration.ZERO, Duration::plus).minus(total);
        assertTrue(parts.compareTo(total) <= 0, times.toString());
        assertTrue(times.values().stream().noneMatch(Duration::isZero), times.toString());
    }

    @Test
    void unknownOptionsLanguagesAndTasksAreRefused() {
        assertTrue(refusal(options(true, Map.of("beams", "5"))).contains("beams"));
        assertTrue(refusal(new TranscribeOptions("de", Task.TRANSCRIBE, true, Duration.ZERO, Map.of()))
                .contains("'de'"));
        assertTrue(refusal(new TranscribeOptions("en", Task.TRANSLATE, true, Duration.ZERO, Map.of()))
                .contains("'translate'"));
    }

    @Test
    void anInterruptBeforehandEndsItAndTheModelStaysUsable() throws InterruptedException {
        Checkout.Speech speech = Checkout.samples().get(0);
        Thread.currentThread().interrupt();

        assertThrows(
                InterruptedException.class,
                () -> nano.transcribe(speech.audio(), TranscribeOptions.defaults(), Progress.none()));

        assertEquals(
                speech.text(),
                nano.transcribe(speech.audio(), TranscribeOptions.defaults(), Progress.none())
                        .text());
    }

    @Test
    void anInterruptInBetweenEndsItBeforeTheNextWindowAndTheModelStaysUsable() throws InterruptedException {
        List<Segment> told = new ArrayList<>();
        Progress interrupting = new Progress() {
            @Override
            public void segment(Segment segment) {
                told.add(segment);
                Thread.currentThread().interrupt();
            }
        };
        Checkout.Speech speech = Checkout.samples().get(12);

        assertThrows(
                InterruptedException.class,
                () -> nano.transcribe(speech.audio(), TranscribeOptions.defaults(), interrupting));

        Transcription whole = nano.transcribe(speech.audio(), TranscribeOptions.defaults(), Progress.none());
        assertTrue(told.size() < whole.segments().size());
        assertEquals(speech.text(), whole.text());
    }

    @Test
    void anInterruptWhileTokensAreWrittenEndsItBeforeTheNextOne() {
        Progress interrupting = new Progress() {
            @Override
            public void advance(Phase phase, double fraction) {
                if (phase == Phase.DECODING) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void segment(Segment segment) {
                throw new AssertionError("went on to " + segment);
            }
        };

        assertThrows(
                InterruptedException.class,
                () -> nano.transcribe(Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), interrupting));
    }

    @Test
    void severalThreadsGetWhatOneWouldGet() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Transcription>> results = new ArrayList<>();
            for (Checkout.Speech speech : Checkout.samples().subList(0, 6)) {
                results.add(threads.submit(
                        () -> nano.transcribe(speech.audio(), TranscribeOptions.defaults(), Progress.none())));
            }
            for (int i = 0; i < results.size(); i++) {
                assertEquals(
                        Checkout.samples().get(i).text(), results.get(i).get().text());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aClosedModelTranscribesNoMoreAndClosesAgainWithoutEffect() throws InterruptedException {
        SpeechModel model = Checkout.load(Checkout.nano(1));
        FeatureEncoder features = model.ability(FeatureEncoder.class).orElseThrow();
        model.close();
        model.close();

        String refusal = Refusal.of(
                ErrorKind.BACKEND_UNAVAILABLE,
                () -> model.transcribe(FakeAudio.of(), TranscribeOptions.defaults(), Progress.none()));

        String noFeatures =
                Refusal.of(ErrorKind.BACKEND_UNAVAILABLE, () -> features.encodeLayers(FakeAudio.of(0.5f), folder));
        String noFile = Refusal.of(
                ErrorKind.BACKEND_UNAVAILABLE,
                () -> features.encodeFeatures(FakeAudio.of(0.5f), folder.resolve("features.npy")));

        assertTrue(refusal.contains("'nano-digits.en-int8' is closed"), refusal);
        assertEquals(refusal, noFeatures);
        assertEquals(refusal, noFile);
    }

    @Test
    void turboIsNotAskedToTranslate() throws InterruptedException {
        ModelDescriptor turbo = new OnnxBackend()
                .describe("onnx-community/whisper-large-v3-turbo#fp16")
                .orElseThrow();
        TranscribeOptions translate = new TranscribeOptions("auto", Task.TRANSLATE, true, Duration.ZERO, Map.of());

        try (SpeechModel model = Checkout.load(new ResolvedModel(turbo, TinyModel.folder()))) {
            String refusal =
                    Refusal.of(ErrorKind.USER, () -> model.transcribe(FakeAudio.of(0.5f), translate, Progress.none()));

            assertTrue(refusal.contains("'whisper-large-v3-turbo-fp16' was not trained to translate"), refusal);
        }
    }

    private static String refusal(TranscribeOptions options) {
        return Refusal.of(ErrorKind.USER, () -> nano.transcribe(FakeAudio.of(), options, Progress.none()));
    }

    private static TranscribeOptions options(boolean timestamps, Map<String, String> extra) {
        return new TranscribeOptions("auto", Task.TRANSCRIBE, timestamps, Duration.ZERO, extra);
    }
}
