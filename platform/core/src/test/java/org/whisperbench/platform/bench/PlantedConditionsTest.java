package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.FakeBackend;

/** What surrounds a run is recorded as it was planted: engines' own times, rest, pauses, options, timestamps. */
class PlantedConditionsTest {

    @TempDir
    Path folder;

    private Planted planted;

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    private FakeBackend telling(String id, UnaryOperator<Transcription.Builder> told) {
        return planted.fake(id, Planted.SAID).with((FakeBackend.Loader) model -> audio -> {
            planted.clock().pass(1);
            Transcription.Builder heard =
                    Transcription.builder(List.of(Segment.builder(Duration.ZERO, audio.duration(), Planted.SAID)
                            .build()));
            return told.apply(heard.language("en")).build();
        });
    }

    @Test
    void whatTheEngineSaysOfItsTimeStandsBesideTheWallTime() throws Exception {
        FakeBackend telling = telling(
                "a",
                heard -> heard.time(Transcription.Stage.TOTAL, Duration.ofMillis(900))
                        .time(Transcription.Stage.ENCODER, Duration.ofMillis(300))
                        .time(Transcription.Stage.DECODER, Duration.ofMillis(500)));
        FakeBackend silent = telling("b", heard -> heard);

        BenchmarkReport report = planted.run(Planted.pace(2, 0, OptionalLong.empty()), telling, silent);

        BenchmarkRun told = Planted.measured(report, 0).times().runs().get(1);
        assertEquals(1, told.seconds());
        assertEquals(
                new BenchmarkRun.EngineTimes(OptionalDouble.of(0.9), OptionalDouble.of(0.3), OptionalDouble.of(0.5)),
                told.engine());
        assertEquals(
                new BenchmarkRun.EngineTimes(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                Planted.measured(report, 1).times().runs().get(1).engine());
    }

    @Test
    void aRunWaitsForEnginesToRestAndOneThatNeverDoesIsMarked() throws Exception {
        List<Long> restless = new ArrayList<>(List.of(0L, 50_000_000L, 50_000_000L, 50_100_000L));
        planted.processes(() -> OptionalLong.of(restless.size() > 1 ? restless.remove(0) : restless.get(0)));

        BenchmarkRun waited = Planted.measured(planted.run(Pace.exactly(1, 0), planted.fake("a", 0, () -> 1)), 0)
                .times()
                .runs()
                .get(0);
        assertEquals(0.001, waited.idleShare().orElseThrow(), 1e-9);
        assertEquals(List.of(), waited.marks());

        planted.processes(() -> OptionalLong.of(planted.clock().nanoTime() / 50));
        BenchmarkRun spinning = Planted.measured(planted.run(Pace.exactly(1, 0), planted.fake("a", 0, () -> 1)), 0)
                .times()
                .runs()
                .get(0);
        assertEquals(0.02, spinning.idleShare().orElseThrow(), 1e-6);
        assertEquals(List.of("engines not idle"), spinning.marks());
    }

    @Test
    void aPauseIsBeforeEachRunAndInNoTime() throws Exception {
        List<Double> begun = new ArrayList<>();
        FakeBackend noting = planted.fake("a", 0, () -> {
            begun.add(planted.clock().nanoTime() / 1e9);
            return 1;
        });

        BenchmarkReport report =
                planted.run(new Pace(3, Duration.ZERO, 0, 1, 0, Duration.ofSeconds(7), OptionalLong.empty()), noting);

        assertEquals(List.of(7.0, 15.0, 23.0), begun);
        assertEquals(List.of(1.0, 1.0, 1.0), Planted.measured(report, 0).times().runSeconds());
        assertEquals(7, report.settings().cooldownSeconds());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            temperature | 0        | 0.0            | true
            temperature | 0, 0.2   | [0.0,0.20]     | true
            temperature | 0        | 0.2            | false
            beam-size   | 5        | 5.0            | true
            beam-size   | 1        | 10             | false
            language    | en       | EN             | true
            vad         | false    | true           | false
            """)
    void valuesAreTheSameWhateverTheirSpelling(String option, String one, String other, boolean same) throws Exception {
        BenchmarkReport report = planted.run(
                Pace.exactly(1, 0),
                telling("a", heard -> heard.effective(Map.of(option, one))),
                telling("b", heard -> heard.effective(Map.of(option, other))));

        List<BenchmarkReport.Group> groups = report.groups();
        assertEquals(same ? 1 : 2, groups.size(), groups::toString);
        if (!same) {
            assertEquals(
                    "%s %s, not %s".formatted(option.replace("beam-size", "beam"), other, one),
                    groups.get(1).reason());
        }
    }

    @Test
    void timestampsAreComparedWithThoseOfTheManifest() throws Exception {
        planted.speech("b", "");
        Path manifest = Files.writeString(folder.resolve("speech.jsonl"), """
                {"path": "b.wav", "language": "en", "segments": [
                """.strip() + """
                {"start": 0.0, "end": 0.4, "text": "one two"}, {"start": 0.5, "end": 0.9, "text": "three"}]}
                """);
        planted.hear(Corpus.read(List.of(manifest), List.of()));
        FakeBackend timed = planted.fake("timed", "").with((FakeBackend.Loader) model ->
                audio -> Transcription.builder(List.of(segment(100, 400, "One two"), segment(900, 1000, "three")))
                        .language("en")
                        .build());

        BenchmarkRow.Measured row = Planted.measured(planted.run(Pace.exactly(1, 0), timed), 0);

        assertEquals(0, row.errors().corpusWordErrorRate().orElseThrow());
        assertEquals(4, row.findings().timestamps().edges());
        assertEquals(
                (0.1 + 0 + 0.4 + 0.1) / 4,
                row.findings().timestamps().meanAbsoluteErrorSeconds().orElseThrow(),
                1e-9);
        assertEquals(0.75, row.findings().timestamps().closeShare().orElseThrow());
        assertTrue(row.isValid(), row.findings().invalid()::toString);
    }

    @Test
    void wordsWrittenIntoSilenceAndLanguagesTakenForOthersAreCounted() throws Exception {
        Path manifest = Files.writeString(folder.resolve("speech.jsonl"), """
                {"path": "a.wav", "language": "en", "reference": "one"}
                {"path": "silence.wav", "reference": ""}
                {"path": "b.wav", "language": "de", "reference": "one"}
                """);
        planted.speech("silence", 30, "");
        planted.speech("b", "one");
        planted.hear(Corpus.read(List.of(manifest), List.of()));
        FakeBackend talkative = planted.fake("talkative", "").with((FakeBackend.Loader)
                model -> audio -> FakeBackend.transcript(
                        audio.duration().toSeconds() == 30 ? "thank you for watching thank you for watching" : "one",
                        audio.duration()));

        BenchmarkRow.Measured row = Planted.measured(planted.run(Pace.exactly(1, 0), talkative), 0);

        assertEquals(0, row.errors().corpusWordErrorRate().orElseThrow(), "silence is in no rate");
        assertEquals(8, row.errors().hallucinatedWords());
        assertEquals(16, row.findings().silence().wordsPerMinute().orElseThrow(), 1e-9);
        assertEquals(0.2, row.findings().silence().repetition().ratio().orElseThrow(), 1e-9);
        assertEquals(0.5, row.findings().languages().accuracy().orElseThrow(), "the fake takes everything for English");
        assertEquals("de 0/1, en 1/1", row.findings().languages().perLanguage());
    }

    /** It says its language whatever is said, and is not asked for another. */
    @Test
    void aModelOfOneLanguageDetectsNone() throws Exception {
        planted.hear(Corpus.read(
                List.of(Files.writeString(
                        folder.resolve("speech.tsv"), "path\treference\tlanguage\na.wav\tone\tEnglish\n")),
                List.of()));
        FakeBackend any = planted.fake("any", "one");
        FakeBackend english = planted.fake("english", "one");
        english = new FakeBackend(
                english.info(),
                english.availability(),
                List.of(org.whisperbench.api.ModelDescriptor.builder(
                                "m", english.models().get(0).source())
                        .files(english.models().get(0).files())
                        .languages("en")
                        .build()),
                english.loader());

        BenchmarkReport report = planted.run(Pace.exactly(1, 0), any, english);

        assertEquals(
                "en 1/1", Planted.measured(report, 0).findings().languages().perLanguage());
        assertEquals("", Planted.measured(report, 1).findings().languages().perLanguage());
    }

    private static Segment segment(long from, long to, String text) {
        return Segment.builder(Duration.ofMillis(from), Duration.ofMillis(to), text)
                .build();
    }
}
