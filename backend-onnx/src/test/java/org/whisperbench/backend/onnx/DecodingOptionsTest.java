package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Measure;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** The options of decoding on the self-test model. */
final class DecodingOptionsTest {

    private static final TranscribeOptions PLAIN = TranscribeOptions.defaults();
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "beam-size=5;beam-size=5",
                "beam-size=3,patience=2,length-penalty=0.5;beam-size=3 length-penalty=0.5 patience=2",
                "temperature=0.2,best-of=3,seed=7;best-of=3 seed=7 temperature=0.2",
                "batch=2;batch=2"
            })
    void samplesAreHeardRightWhateverTheSearch(String asked, String effective) throws InterruptedException {
        Map<String, String> extra = pairs(asked, ",");
        for (int sample : new int[] {0, 5}) {
            Checkout.Speech speech = Checkout.samples().get(sample);

            Transcription result = nano.transcribe(speech.audio(), PLAIN.withExtra(extra), Progress.none());

            assertEquals(speech.text(), result.text());
            pairs(effective, " ")
                    .forEach((key, value) ->
                            assertEquals(value, result.effective().get(key), key));
        }
    }

    @Test
    void longAudioIsCutAtSilencesAndDecodedTogether() throws InterruptedException {
        Checkout.Speech speech = Checkout.samples().get(12);

        Transcription one = transcribe(speech, PLAIN);
        Transcription four = transcribe(speech, PLAIN.with(DecodingOption.BATCH, "4"));

        int words = speech.text().split(" ").length;
        assertTrue(speech.audio().duration().toSeconds() > 30, speech.toString());
        assertTrue(WordErrors.count(speech.text(), four.text()) <= words / 20, four.text());
        assertTrue(one.complete() && four.complete());
        for (int i = 1; i < four.segments().size(); i++) {
            Segment before = four.segments().get(i - 1);
            assertTrue(four.segments().get(i).start().compareTo(before.end()) >= 0, before.toString());
        }
    }

    @Test
    void segmentsTellHowTheTextWasFound() throws InterruptedException {
        Transcription result = transcribe(Checkout.samples().get(0), PLAIN);

        for (Segment segment : result.segments()) {
            Map<Measure, Double> measures = segment.measures();
            assertEquals(0.0, measures.get(Measure.TEMPERATURE));
            assertTrue(measures.getOrDefault(Measure.AVERAGE_LOG_PROBABILITY, 1.0) <= 0, measures.toString());
            assertTrue(measures.getOrDefault(Measure.NO_SPEECH_PROBABILITY, 2.0) <= 1, measures.toString());
            assertTrue(measures.getOrDefault(Measure.COMPRESSION_RATIO, 0.0) > 0, measures.toString());
        }
    }

    @Test
    void anImpossibleThresholdTriesEveryTemperatureAndKeepsTheLast() throws InterruptedException {
        Transcription result = transcribe(
                Checkout.samples().get(2),
                PLAIN.with(DecodingOption.TEMPERATURE, "0,0.1,0.3")
                        .with(DecodingOption.LOG_PROBABILITY_THRESHOLD, "0"));

        assertEquals(0.3, result.segments().get(0).measures().get(Measure.TEMPERATURE));
    }

    /** The self-test model is sure of what it hears, so that the usual threshold of probability passes all of it. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.3", "2.4, 0"})
    void aTextThatCompressesTooWellIsDrawnAtTheNextTemperature(String threshold, double temperature)
            throws InterruptedException {
        Transcription result = transcribe(
                Checkout.samples().get(2),
                PLAIN.with(DecodingOption.TEMPERATURE, "0,0.3")
                        .with(DecodingOption.COMPRESSION_RATIO_THRESHOLD, threshold));

        assertEquals(temperature, result.segments().get(0).measures().get(Measure.TEMPERATURE));
    }

    @Test
    void aWindowThatIsTakenForSilenceIsLeftOut() throws InterruptedException {
        Transcription result = transcribe(
                Checkout.samples().get(2),
                PLAIN.with(DecodingOption.NO_SPEECH_THRESHOLD, "0")
                        .with(DecodingOption.LOG_PROBABILITY_THRESHOLD, "0"));

        assertEquals("", result.text());
        assertEquals(List.of(), result.segments());
    }

    @Test
    void theSameSeedDrawsTheSameText() throws InterruptedException {
        TranscribeOptions drawn = PLAIN.with(DecodingOption.TEMPERATURE, "1");

        assertEquals(
                transcribe(Checkout.samples().get(3), drawn).segments(),
                transcribe(Checkout.samples().get(3), drawn).segments());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "patience=2;'patience'",
                "best-of=2;'best-of'",
                "batch=2,beam-size=2;'batch'",
                "seed=x;'seed'",
                "seed=5;'seed'",
                "beam-size=5,patience=2,temperature=0.5;'beam-size'",
                "beam-size=5,patience=0.01;'patience'",
                "batch=65;'batch'",
                "no-speech-threshold=0.6;'no-speech-threshold'",
                "compression-ratio-threshold=2;'compression-ratio-threshold'",
                "log-probability-threshold=-1;'log-probability-threshold'",
                "no-speech-threshold=1.5,log-probability-threshold=-1;'no-speech-threshold' is a probability",
                "no-speech-threshold=-0.1,log-probability-threshold=-1;from 0 to 1, not '-0.1'",
                "log-probability-threshold=0.5;at most 0, not '0.5'",
                "compression-ratio-threshold=-1;at least 0, not '-1'",
                "compression-ratio-threshold=-1e30;not '-1.0E30'",
                "length-penalty=2;'length-penalty'",
                "beam-size=0;'beam-size'",
                "fallback=true;fallback",
                "vad=true;vad",
                "beams=5;beams"
            })
    void optionsThatDoNotGoTogetherAreRefusedByName(String asked, String name) {
        Map<String, String> extra = pairs(asked, ",");

        String refusal =
                Refusal.of(ErrorKind.USER, () -> transcribe(Checkout.samples().get(0), PLAIN.withExtra(extra)));

        assertTrue(refusal.contains(name), refusal);
    }

    @Test
    void aGreatNumberIsToldAsItIs() {
        DecodingSettings settings = DecodingSettings.of(PLAIN.with(DecodingOption.TEMPERATURE, "0,0.2")
                .with(DecodingOption.COMPRESSION_RATIO_THRESHOLD, "1e30"));

        assertEquals("1.0E30", settings.effective().get("compression-ratio-threshold"));
        assertEquals("-1", settings.effective().get("log-probability-threshold"));
    }

    @Test
    void aPromptWithATokenOfItsOwnMeaningIsRefused() {
        String refusal = Refusal.of(
                ErrorKind.USER,
                () -> transcribe(Checkout.samples().get(0), PLAIN.with(DecodingOption.PROMPT, "<|endoftext|>")));

        assertTrue(refusal.contains("prompt"), refusal);
    }

    @Test
    void aPromptIsEncodedAsTheTokensThatItDecodesTo() {
        ByteLevelTokens tokens = ByteLevelTokens.read(Checkout.NANO.resolve(OnnxLayout.TOKENIZER));

        List<Integer> ids = tokens.encode(" zero nine<|notimestamps|> d'ont 12 é…");

        assertEquals(" zero nine<|notimestamps|> d'ont 12 é…", tokens.decode(ids, false));
        assertTrue(ids.contains(300), ids.toString());
    }

    @Test
    void anotherPrecisionThanThatOfTheFilesIsRefused() throws InterruptedException {
        LoadOptions half = LoadOptions.defaults().withPrecision("fp16");

        BackendException failure = assertThrows(
                BackendException.class, () -> new OnnxBackend().load(Checkout.nano(0), half, Progress.none()));
        new OnnxBackend()
                .load(Checkout.nano(0), LoadOptions.defaults().withPrecision("fp32"), Progress.none())
                .close();

        assertEquals(ErrorKind.USER, failure.kind());
        assertTrue(failure.getMessage().contains("'fp16'"), failure.getMessage());
    }

    @Test
    void aCommandLineThatWouldKillTheEngineIsRefused() throws Exception {
        Path brief = Files.write(folder.resolve("brief"), new byte[3000]);
        Path lengthy = Files.write(folder.resolve("lengthy"), new byte[4000]);

        CommandLineLimit.check(brief);
        CommandLineLimit.check(folder.resolve("absent"));
        String refusal = Refusal.of(ErrorKind.BACKEND_UNAVAILABLE, () -> CommandLineLimit.check(lengthy));

        assertTrue(refusal.contains("4000 bytes"), refusal);
        assertTrue(refusal.endsWith("; give fewer files at once, or leave out '--in-process'"), refusal);
    }

    @Test
    void tokensAreDrawnAsOftenAsTheyAreProbable() {
        Random random = new Random(1);
        TokenSampler sampler = new TokenSampler(1, random::nextDouble);
        int[] counts = new int[3];

        IntStream.range(0, 10_000)
                .forEach(i -> counts[
                        sampler.choose(new float[] {(float) Math.log(0.5), (float) Math.log(0.3), (float) Math.log(0.2)
                                })
                                .token()]++);

        assertEquals(5000, counts[0], 200);
        assertEquals(3000, counts[1], 200);
    }

    @Test
    void onlyTheFiftyLikeliestAreDrawn() {
        Random random = new Random(1);
        float[] logits = new float[100];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = i * 1e-3f;
        }
        TokenSampler sampler = new TokenSampler(1, random::nextDouble);

        for (int i = 0; i < 1000; i++) {
            assertTrue(sampler.choose(logits.clone()).token() >= 50);
        }
    }

    private static Transcription transcribe(Checkout.Speech speech, TranscribeOptions options)
            throws InterruptedException {
        return nano.transcribe(speech.audio(), options, Progress.none());
    }

    private static Map<String, String> pairs(String text, String separator) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(separator, -1)) {
            int mark = pair.indexOf('=');
            pairs.put(pair.substring(0, mark), pair.substring(mark + 1));
        }
        return pairs;
    }
}
