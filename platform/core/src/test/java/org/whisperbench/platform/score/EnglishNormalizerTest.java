package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class EnglishNormalizerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES = 30_000;

    /**
     * The examples of openai/whisper's {@code tests/test_normalizer.py} and what the project's specification lists, as
     * the originals answered them: {@code python english_normalizer_peer.py INPUTS ANSWERS TABLE}, where INPUTS holds
     * the first column and TABLE is {@code {}}; for the leaderboard's with the folder of its checkout in addition.
     */
    static Stream<String> examples() {
        return Stream.of("whisper-en", "leaderboard-en");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleBecomesWhatTheOriginalMakesOfIt(String id) throws IOException {
        Normalizer normalizer = Normalizer.parse(id);

        assertAll(lines(id + ".jsonl").map(JSON::readTree).map(example -> () -> {
            String line = example.get(0).asString();
            assertEquals(
                    EnglishLines.escaped(example.get(1).asString()),
                    EnglishLines.escaped(normalizer.normalize(line)),
                    () -> EnglishLines.escaped(line));
        }));
    }

    private static Stream<String> lines(String resource) throws IOException {
        try (InputStream in = EnglishNormalizerTest.class.getResourceAsStream(resource)) {
            assertTrue(in != null, resource);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    /**
     * The digests are those of the originals' answers to the same lines, each ended by LF. Whoever changes what a
     * normalizer does without raising the version in its rules finds out here.
     */
    @ParameterizedTest
    @CsvSource({
        "basic, a8b7d7832f9aabe3c92b328b9f178fbec67f258cac252f4881740aef7d3520de, 0da72e7e445aafb751c77d99ebc645b491c86f8d392c14d5544d67957daf9f91",
        "whisper-en, b0cb55e8649bd3b32e674f0fad3bc1f1fbe5a738c472d15fb6d3516c4c1ae41b, b6c16ad1ede8c74a4a57ab8e8e1e96a6b5ce03eea567cf7054fa579f8bbab02b",
        "leaderboard-en, 1b727144e5001671d074d9664cc65c19cdfba69a2692f94032cdcc13513e2b20, eb8ef1fa000aec078148d8c5ce5ff3cc859dc5a4a50ba0d95959259dd42368cf",
    })
    void theSameRulesGiveTheSameAnswers(String id, String rules, String answers) {
        Normalizer normalizer = Normalizer.parse(id);
        StringBuilder all = new StringBuilder();
        new EnglishLines(9, false)
                .next(LINES)
                .forEach(line -> all.append(normalizer.normalize(line)).append('\n'));

        assertEquals(rules, normalizer.rules().sha256());
        assertEquals(answers, Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTableOfSpellingsReplacesWholeWordsOnce() {
        SpellingTable table = SpellingTable.of(Map.of("colour", "color", "ok", "kay", "kay", "okay", "2", "zwei"));
        Normalizer normalizer = Normalizer.WHISPER_EN.with(table);

        assertEquals("color colours kay okay zwei", normalizer.normalize("Colour colours OK kay two"));
        assertEquals("colour", Normalizer.WHISPER_EN.normalize("colour"));
    }

    @Test
    void theLeaderboardsOwnSpellingsGoBeforeTheTable() {
        SpellingTable table =
                SpellingTable.of(Map.of("cancelation", "cancellation", "pummelled", "pummel", "colour", "color"));
        Normalizer normalizer = Normalizer.LEADERBOARD_EN.with(table);

        assertEquals("cancelation cancelation", normalizer.normalize("cancellation cancelation"));
        assertEquals("pummeled color allen", normalizer.normalize("pummelled colour Alan"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one million double ",
                "nine hundred ",
                "and a half ",
                "and   a   ",
                "'",
                " '",
                "n't",
                "$1 and ¢",
                "1 1s ",
                ".",
                "1,",
                "9",
                "5%%",
                "x ray wi ",
                "a b ",
                "(("
            })
    void hostileTextTakesLinearTime(String part) {
        String text = part.repeat(100_000 / part.length());

        for (Normalizer normalizer : List.of(Normalizer.WHISPER_EN, Normalizer.LEADERBOARD_EN)) {
            assertFalse(normalizer.normalize(text).contains("  "));
        }
    }

    @Test
    void numbersHaveNoLargestSize() {
        assertEquals("1" + "0".repeat(35), Normalizer.WHISPER_EN.normalize("double o one hundred decillion"));
        assertEquals("9".repeat(5000) + "th", Normalizer.WHISPER_EN.normalize("9".repeat(5000) + "th"));
    }
}
