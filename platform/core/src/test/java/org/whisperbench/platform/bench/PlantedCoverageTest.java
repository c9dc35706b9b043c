package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** Engines that hear only the beginning are not ranked, though they do not say so; honest ones are, however badly they hear. */
class PlantedCoverageTest {

    private static final int WORDS = 180;

    @TempDir
    Path folder;

    private Planted planted;

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    /** A word a number: none is like another. */
    private static String words(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    private void said(double seconds, double silentSeconds, String reference) throws IOException {
        Path speech = folder.resolve("long.wav");
        PcmAudio.bursts(seconds, silentSeconds, speech);
        Files.writeString(folder.resolve("long.txt"), reference);
        planted.hear(Corpus.read(List.of(speech), List.of()));
    }

    private void unknown(double seconds, double silentSeconds) throws IOException {
        said(seconds, silentSeconds, "");
        Files.delete(folder.resolve("long.txt"));
        planted.hear(Corpus.read(List.of(folder.resolve("long.wav")), List.of()));
    }

    private static Transcription heard(String text, double start, double end) {
        return Transcription.builder(List.of(
                        Segment.builder(seconds(start), seconds(end), text).build()))
                .build();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    private FakeBackend fake(String id, Function<Audio, Transcription> hearing) {
        return planted.fake(id, "").with((FakeBackend.Loader) model -> audio -> {
            planted.clock().pass(0.5);
            return hearing.apply(audio);
        });
    }

    private BenchmarkRow.Measured run(Function<Audio, Transcription> hearing) throws InterruptedException {
        return Planted.measured(planted.run(Planted.pace(3, 0, OptionalLong.empty()), fake("a", hearing)), 0);
    }

    private void assertPartial(String reason, BenchmarkRow.Measured row) {
        assertEquals(
                List.of("covers only a part of '%s': %s".formatted(folder.resolve("long.wav"), reason)),
                row.findings().invalid());
        assertFalse(row.isComplete());
    }

    @Test
    void anEngineThatStopsAfterTheFirstWindowIsNotRankedThoughItIsFastest() throws Exception {
        said(90, 0, words(0, WORDS));

        BenchmarkReport report = planted.run(
                Planted.pace(3, 0, OptionalLong.empty()),
                fake("fast", audio -> heard(words(0, 60), 0, 30)),
                fake("honest", audio -> {
                    planted.clock().pass(1);
                    return heard(words(0, WORDS), 0, 90);
                }));

        assertPartial("the last 120 of 180 words are missing", Planted.measured(report, 0));
        assertTrue(Planted.measured(report, 1).isValid());
        assertEquals(List.of(new BenchmarkReport.Group("", List.of("honest/m"))), report.groups());
        assertFalse(report.allMeasured());
    }

    /** Segments that claim all of the audio, and a word at the very end that is there by chance, help nobody. */
    @Test
    void whatIsMissingIsFoundThoughSegmentsAndAWordAtTheEndSayOtherwise() throws Exception {
        said(90, 0, words(0, WORDS));

        BenchmarkRow.Measured row = run(audio -> heard(words(0, 60) + " w179", 0, 90));

        assertEquals(1, row.findings().invalid().size());
        assertTrue(
                row.findings().invalid().get(0).endsWith(" of 180 words are missing"),
                row.findings().invalid()::toString);
    }

    @Test
    void aLaterPassThatStopsEarlyIsNotRanked() throws Exception {
        said(90, 0, words(0, WORDS));
        AtomicInteger calls = new AtomicInteger();

        assertPartial(
                "the last 120 of 180 words are missing",
                run(audio -> heard(words(0, calls.incrementAndGet() < 4 ? WORDS : 60), 0, 90)));
    }

    @Test
    void whereNoReferenceIsKnownTheSegmentsTell() throws Exception {
        unknown(60, 0);

        assertPartial("the last segment ends at 30.0 s, the sound at 59.8 s", run(audio -> heard(words(0, 60), 0, 30)));
    }

    @Test
    void aFewWordsAndTheSegmentsTogetherTell() throws Exception {
        said(3, 0, "four one six seven");

        assertPartial(
                "the last 3 of 4 words are missing, and the last segment ends at 0.3 s, the sound at 2.8 s",
                run(audio -> heard("four", 0, 0.3)));
        assertTrue(run(audio -> heard("four", 0, 3)).isValid(), "it may have heard all of it, and badly");
    }

    @Test
    void silenceAtTheEndIsNotSpeech() throws Exception {
        unknown(20, 60);

        assertTrue(run(audio -> heard(words(0, 40), 0, 19)).isValid());
    }

    @Test
    void aSteadyNoiseIsNotSpeech() throws Exception {
        PcmAudio.tone(60, folder.resolve("noise.wav"));
        planted.hear(Corpus.read(List.of(folder.resolve("noise.wav")), List.of()));

        assertTrue(run(audio -> heard("well", 0, 10)).isValid());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 90})
    void anEngineWithoutTimestampsIsNotSuspected(double end) throws Exception {
        unknown(90, 0);

        assertTrue(run(audio -> heard(words(0, 10), 0, end)).isValid());
    }

    private static String mapped(java.util.function.IntFunction<String> word) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            written.add(word.apply(i));
        }
        return written.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }

    /** With timestamps that end early, so that only the words can tell. */
    @ParameterizedTest
    @ValueSource(strings = {"every third", "first of four", "all wrong", "few and wrong", "worse and worse", "slip"})
    void badRecognitionIsNoReasonNotToBeRanked(String kind) throws Exception {
        said(90, 0, words(0, WORDS));
        String text = switch (kind) {
            case "every third" -> mapped(i -> i % 3 == 0 ? "" : "w" + i);
            case "first of four" -> mapped(i -> i % 4 == 0 ? "w" + i : "");
            case "all wrong" -> mapped(i -> "x" + i);
            case "few and wrong" -> mapped(i -> i % 3 == 0 ? "x" + i : "");
            case "worse and worse" -> mapped(i -> i < 90 || i % 8 == 0 ? "w" + i : "");
            default -> words(0, WORDS - 15);
        };

        BenchmarkRow.Measured row = run(audio -> heard(text, 0, 60));

        assertEquals(List.of(), row.findings().invalid());
        assertTrue(row.isComplete());
    }

    @Test
    void whereAllWordsAreThereNoClockIsAsked() throws Exception {
        said(90, 0, words(0, WORDS));

        assertTrue(run(audio -> heard(words(0, WORDS), 0, 2)).isValid());
    }

    @Test
    void wordsWrittenIntoSilenceCoverIt() throws Exception {
        said(30, 0, "");

        assertTrue(run(audio -> heard("thank you", 0, 1)).isValid());
    }
}
