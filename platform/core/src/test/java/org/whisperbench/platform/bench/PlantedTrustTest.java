package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.bench.BenchmarkRequest.Comparison;
import org.whisperbench.testkit.FakeBackend;

/** What a benchmark must not let pass: texts that change from run to run, errors of any kind, and unlike conditions. */
class PlantedTrustTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Planted planted;

    @BeforeEach
    void plant() throws IOException {
        planted = new Planted(folder);
    }

    /** Hears what the number of the call says, the first is 0. */
    private FakeBackend changing(String id, IntFunction<Transcription> heard) {
        AtomicInteger calls = new AtomicInteger();
        return planted.fake(id, "").with((FakeBackend.Loader) model -> audio -> {
            planted.clock().pass(0.5);
            return heard.apply(calls.getAndIncrement());
        });
    }

    private static Transcription saying(String text, boolean complete) {
        return Transcription.builder(List.of(Segment.builder(Duration.ZERO, Duration.ofSeconds(1), text)
                        .build()))
                .complete(complete)
                .build();
    }

    private BenchmarkRow.Measured run(FakeBackend backend) throws InterruptedException {
        return Planted.measured(planted.run(Planted.pace(5, 0, OptionalLong.empty()), backend), 0);
    }

    @Test
    void aTextThatIsEmptyFromTheSecondPassOnIsNotRanked() throws Exception {
        BenchmarkRow.Measured row = run(changing("hollow", call -> saying(call < 2 ? Planted.SAID : " ", true)));

        assertTrue(row.findings().invalid().get(0).startsWith("wrote nothing for '"), row::toString);
        assertFalse(row.transcripts().get(0).stable());
        assertEquals(2, row.transcripts().get(0).rtfx().orElseThrow(), "a second of speech in half a second");
    }

    /** Where no words are known, silence in one file is possible, silence in all of them is not. */
    @Test
    void speechWithoutReferenceIsHeardInEveryPassOrNotRanked() throws Exception {
        Path one = planted.speech("one", "");
        Path two = planted.speech("two", "");
        Files.delete(folder.resolve("one.txt"));
        Files.delete(folder.resolve("two.txt"));
        planted.hear(Corpus.read(List.of(one, two), List.of()));

        BenchmarkRow.Measured inTurn =
                run(changing("turn", call -> saying(call % 4 == 1 || call % 4 == 2 ? "" : "yes", true)));
        BenchmarkRow.Measured once = run(changing("once", call -> saying(call / 2 == 3 ? "" : "yes", true)));

        assertEquals(List.of(), inTurn.findings().invalid(), "one of the files has words in every pass");
        assertEquals(1, once.findings().invalid().size(), once::toString);
        assertTrue(once.findings().invalid().get(0).startsWith("wrote nothing for 2 files"), once::toString);
    }

    @Test
    void aTextThatIsPartialInALaterPassIsNotRanked() throws Exception {
        BenchmarkRow.Measured row = run(changing("part", call -> saying(Planted.SAID, call < 4)));

        assertFalse(row.isComplete());
        assertTrue(row.findings().invalid().get(0).startsWith("covers only a part of '"), row::toString);
    }

    @Test
    void aLoopInALaterPassIsNotRanked() throws Exception {
        BenchmarkRow.Measured row =
                run(changing("loop", call -> saying(call < 5 ? Planted.SAID : "and then ".repeat(50), true)));

        assertTrue(row.findings().invalid().get(0).startsWith("repeats itself in '"), row::toString);
    }

    @Test
    void aLoopIsSeenWhereNoSpacesAreWritten() throws Exception {
        Path manifest = Files.writeString(
                folder.resolve("zh.jsonl"), "{\"path\": \"a.wav\", \"language\": \"zh\", \"reference\": \"今天天气很好\"}\n");
        planted.hear(Corpus.read(List.of(manifest), List.of()));

        assertTrue(run(changing("loop", call -> saying("谢谢观看".repeat(100), true)))
                .findings()
                .invalid()
                .get(0)
                .startsWith("repeats itself in '"));
        assertTrue(run(changing("well", call -> saying("今天天气很好", true))).isValid());
    }

    @Test
    void anErrorOfAnyKindIsARowAndEndsNothing() {
        FakeBackend failing = planted.fake("failing", "").with((FakeBackend.Loader) model -> audio -> {
            throw new AssertionError("planted");
        });
        FakeBackend notLoading = planted.fake("not-loading", "").with((FakeBackend.Loader) model -> {
            throw new AssertionError("planted");
        });

        BenchmarkReport report = assertTimeoutPreemptively(
                LONGEST, () -> planted.run(Pace.exactly(2, 0), failing, notLoading, planted.fake("well", 0, () -> 1)));

        BenchmarkRow.Failed failed =
                assertInstanceOf(BenchmarkRow.Failed.class, report.rows().get(0));
        assertTrue(failed.message().contains("planted"), failed.message());
        assertInstanceOf(BenchmarkRow.Failed.class, report.rows().get(1));
        assertTrue(Planted.measured(report, 2).isValid());
    }

    @Test
    void aModelFileThatIsGoneIsARowAndEndsNothing() throws Exception {
        Path own = Files.createDirectories(folder.resolve("own"));
        Path file = Files.writeString(own.resolve(FakeBackend.FILE), "weights");
        FakeBackend gone = FakeBackend.hearing("gone", own, Planted.SAID);
        BenchmarkListener deleting = (model, step, fraction) -> {
            if (model.equals("well/m") && step.equals("verify")) {
                assertTrue(file.toFile().delete());
            }
        };

        BenchmarkReport report = planted.run(
                Pace.exactly(1, 0),
                Comparison.STRICT,
                OptionalLong.empty(),
                deleting,
                gone,
                planted.fake("well", 0, () -> 1));

        BenchmarkRow.Failed failed =
                assertInstanceOf(BenchmarkRow.Failed.class, report.rows().get(0));
        assertTrue(failed.message().contains("cannot be read"), failed.message());
        assertTrue(Planted.measured(report, 1).isValid());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            beam-size   | 5             | decoding   | greedy         | beam 1, not 5
            beam-size   | 5             | decoding   | beam search, 5 |
            decoding    | greedy        | beam       | 1              |
            threads     | 2             | threads    | default        |
            fallback    | true          | fallback   | false          | fallback false, not true
            timestamps  | true          | timestamps | false          | timestamps false, not true
            best-of     | 5             | best-of    | 1              | best-of 1, not 5
            batch       | 16            | batch      | 1              | batch 1, not 16
            language    | en            | language   | cy             |
            word-timestamps            | true  | word-timestamps            | false | word-timestamps false, not true
            condition-on-previous-text | false | condition-on-previous-text | true  | condition-on-previous-text true, not false
            """)
    void whatIsUnlikeStandsApartWhateverItIsCalled(
            String name, String value, String otherName, String other, String reason) throws Exception {
        BenchmarkReport report =
                planted.run(Pace.exactly(1, 0), telling("a", name, value), telling("b", otherName, other));

        List<BenchmarkReport.Group> expected = reason == null
                ? List.of(new BenchmarkReport.Group("", List.of("a/m", "b/m")))
                : List.of(
                        new BenchmarkReport.Group("", List.of("a/m")),
                        new BenchmarkReport.Group(reason, List.of("b/m")));
        assertEquals(expected, report.groups());
    }

    private FakeBackend telling(String id, String name, String value) {
        return planted.fake(id, "").with((FakeBackend.Loader) model -> audio -> {
            planted.clock().pass(1);
            return Transcription.builder(List.of(Segment.builder(Duration.ZERO, audio.duration(), Planted.SAID)
                            .build()))
                    .effective(Map.of(name, value))
                    .build();
        });
    }

    @Test
    void beamsOfAnyNameAreComparedAcross() throws Exception {
        BenchmarkReport report = planted.run(
                Pace.exactly(2, 0),
                new Comparison(0.5, Set.of("beam-size")),
                OptionalLong.empty(),
                telling("a", "beam-size", "5"),
                telling("b", "decoding", "greedy"));

        assertEquals(1, report.groups().size());
        assertEquals(List.of("beam-size"), report.settings().across());
        assertEquals(0.5, report.settings().worstWer().orElseThrow());
        assertEquals(
                List.of(new Versus(
                        "a/m",
                        "b/m",
                        report.comparisons().get(0).speed(),
                        report.comparisons().get(0).accuracy())),
                report.comparisons());
        assertEquals(1, report.comparisons().get(0).speed().orElseThrow().ratio());
        assertEquals("auto", report.rows().get(0).subject().requested().get("timeout"));
    }

    @Test
    void theSameSoundTwiceIsNoted() throws Exception {
        Path copy = planted.speech("copy", Planted.SAID);
        planted.hear(Corpus.read(List.of(folder.resolve("a.wav"), copy), List.of()));

        List<String> notes =
                planted.run(Pace.exactly(1, 0), planted.fake("a", 0, () -> 1)).notes();

        assertEquals(1, notes.size());
        assertTrue(notes.get(0).contains(" and '" + copy + "' are the same sound"), notes.get(0));
    }
}
