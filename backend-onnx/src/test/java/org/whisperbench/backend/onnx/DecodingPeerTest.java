package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.testkit.PeerPython;

/** Beam search, fallback, prompts and word times of the self-test model and of weights that mean nothing. */
@Tag("peer")
final class DecodingPeerTest {

    private static final System.Logger LOG = System.getLogger(DecodingPeerTest.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path CONVERTER = Checkout.NANO.resolve("scripts/to_onnx.py");
    private static final TranscribeOptions PLAIN = TranscribeOptions.defaults();
    private static final String FALLBACK = "\"temperatures\":[0,0.2,0.4,0.6,0.8,1.0],\"thresholds\":";

    @TempDir
    Path folder;

    @Test
    void theSelfTestModelIsSearchedAsTransformersDoes() throws Exception {
        PeerPython python = PeerPython.prepare();
        List<Path> clips = wavs(".*");
        try (DecodingComparison comparison = nano(python)) {
            comparison.compare(
                    python, "{\"timestamps\":true,\"beams\":5}", PLAIN.with(DecodingOption.BEAM_SIZE, "5"), clips, 1);
            List<Path> brief = clips.stream()
                    .filter(wav -> !wav.toString().matches(".*(long|half-minute).wav"))
                    .toList();
            comparison.compare(
                    python,
                    "{\"timestamps\":false,\"beams\":5}",
                    PLAIN.with(DecodingOption.BEAM_SIZE, "5").withTimestamps(false),
                    brief,
                    1);
            report("nano-digits, 5 beams", comparison, 400);
        }
    }

    @Test
    void theSelfTestModelFallsBackAsTransformersDoes() throws Exception {
        PeerPython python = PeerPython.prepare();
        TranscribeOptions options = PLAIN.with(DecodingOption.TEMPERATURE, "0,0.2,0.4,0.6,0.8,1.0")
                .with(DecodingOption.LOG_PROBABILITY_THRESHOLD, "-0.02");
        try (DecodingComparison comparison = nano(python)) {
            comparison.compare(
                    python,
                    "{\"timestamps\":true," + FALLBACK + "[2.4,-0.02,0.6]}",
                    options,
                    wavs(".*(clips|long).*"),
                    1);
            report("nano-digits, fallback", comparison, 100);
            assertTrue(comparison.fallbacks() > 0, comparison.counts());
        }
    }

    @Test
    void theSelfTestModelIsToldPromptsAndPreviousTextAsTransformersDoes() throws Exception {
        PeerPython python = PeerPython.prepare();
        List<Path> some = wavs(".*(digits-0[1-3]|long|half-minute)\\.wav");
        TranscribeOptions prompt = PLAIN.with(DecodingOption.PROMPT, "seven eight nine");
        try (DecodingComparison comparison = nano(python)) {
            comparison.compare(python, "{\"timestamps\":true,\"prompt\":\"seven eight nine\"}", prompt, some, 1);
            comparison.compare(
                    python,
                    "{\"timestamps\":true,\"previous\":true}",
                    PLAIN.with(DecodingOption.CONDITION_ON_PREVIOUS_TEXT, "true"),
                    some,
                    1);
            comparison.compare(
                    python,
                    "{\"timestamps\":true,\"previous\":true,\"prompt\":\"seven eight nine\"}",
                    prompt.with(DecodingOption.CONDITION_ON_PREVIOUS_TEXT, "true"),
                    some,
                    1);
            report("nano-digits, prompt and previous text", comparison, 100);
        }
    }

    @Test
    void wordsOfTheSelfTestModelAreWhereTransformersHearsThem() throws Exception {
        PeerPython python = PeerPython.prepare();
        TranscribeOptions words = PLAIN.with(DecodingOption.WORD_TIMESTAMPS, "true");
        try (DecodingComparison comparison = nano(python)) {
            comparison.compare(python, "{\"timestamps\":true,\"words\":true}", words, wavs(".*"), 1);
            comparison.compare(
                    python,
                    "{\"timestamps\":true,\"words\":true,\"beams\":5}",
                    words.with(DecodingOption.BEAM_SIZE, "5"),
                    wavs(".*digits.*"),
                    1);
            report("nano-digits, words", comparison, 300);
            assertTrue(comparison.words() > 200, comparison.counts());
        }
    }

    @Test
    void anEnglishOnlyModelOfTheShapeOfTiny() throws Exception {
        random("3", PLAIN);
    }

    @Test
    void aMultilingualModelOfTheShapeOfTiny() throws Exception {
        random("4", PLAIN, "multilingual");
    }

    @Test
    void aModelOfTwoLayersAnd128MelBins() throws Exception {
        random("5", PLAIN, "multilingual", "mel128");
    }

    private void random(String seed, TranscribeOptions plain, String... kind) throws Exception {
        PeerPython python = PeerPython.prepare();
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), seed, "40"));
        arguments.addAll(List.of(kind));
        python.run(DecodingPeerTest.class, "random_whisper.py", PATIENCE, arguments.toArray(String[]::new));
        python.run(CONVERTER, PATIENCE, folder.toString(), "--attentions");
        List<Path> some = wavs(".*digits-01\\.wav");
        try (DecodingComparison comparison = new DecodingComparison(folder)) {
            // Five beams of random weights are nearly always as good as each other somewhere, so that takes more
            // speech.
            comparison.compare(
                    python,
                    "{\"timestamps\":true,\"beams\":5}",
                    plain.with(DecodingOption.BEAM_SIZE, "5"),
                    wavs(".*digits-0[1-8]\\.wav"),
                    1);
            comparison.compare(
                    python,
                    "{\"timestamps\":true," + FALLBACK + "[2.4,-1.0,0.6]}",
                    plain.with(DecodingOption.TEMPERATURE, "0,0.2,0.4,0.6,0.8,1.0"),
                    some,
                    1);
            comparison.compare(
                    python,
                    "{\"timestamps\":true,\"words\":true,\"prompt\":\"some words before\"}",
                    plain.with(DecodingOption.PROMPT, "some words before").with(DecodingOption.WORD_TIMESTAMPS, "true"),
                    some,
                    1);
            report("random weights " + List.of(kind), comparison, 20);
        }
    }

    private static void report(String what, DecodingComparison comparison, int least) {
        LOG.log(System.Logger.Level.INFO, "{0}: {1}", what, comparison.counts());
        assertTrue(comparison.tokens() >= least, comparison.counts());
    }

    private DecodingComparison nano(PeerPython python) throws IOException {
        try (Stream<Path> files = Files.list(Checkout.further())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName().toString()));
            }
        }
        python.run(CONVERTER, PATIENCE, folder.toString(), "--attentions");
        return new DecodingComparison(folder);
    }

    private static List<Path> wavs(String names) {
        List<Checkout.Speech> speech = new ArrayList<>(Checkout.samples());
        speech.addAll(Checkout.speech(Checkout.clipFolder()));
        return speech.stream()
                .map(Checkout.Speech::wav)
                .filter(wav -> wav.toString().matches(names))
                .toList();
    }
}
