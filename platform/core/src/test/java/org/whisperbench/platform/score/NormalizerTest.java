package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

class NormalizerTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "\"\", \"\"",
                "\" \", \" \"",
                "\"Hello, World!\", \"hello world \"",
                "\"Ça coûte 3,5 €\", \"ça coûte 3 5 \"",
                "\"日本語です。\", \"日本語です \"",
                "\"a <b> c [d] e (f) g\", \"a c e g\"",
                "\"a [b> c\", \"a c\"",
                "\"a [b (c] d) e\", \"a d e\"",
                "\"a () b\", \"a b\"",
                "\"a ()x) b\", \"a x b\"",
                "\"a ((b) c\", \"a c\"",
                "\"a (b\", \"a b\"",
                "\"a <b [c\", \"a b c\"",
                "\"ＡＢＣ ﬁn ①\", \"abc fin 1\"",
                "\"İ\", \"i \"",
                "\"ΣΑΣ\", \"σας\"",
                "\"ΣΑΣمرحبا Σ'a A.Σ.\", \"σαςمرحبا σ a a ς \"",
                "\"don't\", \"don t\"",
                "\"\uD83D\uDE00 a\uD83D\uDE00b\", \" a b\"",
            })
    void basicFollowsWhispersSteps(String text, String expected) {
        assertEquals(expected, Normalizer.BASIC.normalize(text));
    }

    @Test
    void noneLeavesTheTextAlone() {
        assertEquals(" Hello, [World] ", Normalizer.NONE.normalize(" Hello, [World] "));
        assertEquals(List.of("Hello,", "[World]"), Normalizer.NONE.words(" Hello, [World] "));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x09, 0x0A, 0x0D, 0x1C, 0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x2007, 0x2028, 0x202F, 0x3000})
    void everyWhiteSpaceOfPythonSeparatesWords(int space) {
        String text = "a" + Character.toString(space) + Character.toString(space) + "b";

        assertEquals(List.of("a", "b"), Normalizer.NONE.words(text));
        assertEquals("a b", Normalizer.BASIC.normalize(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x1B, 0x200B, 0x2060, 0xFEFF, 0x180E})
    void nothingElseSeparatesWords(int other) {
        assertEquals(
                1, Normalizer.NONE.words("a" + Character.toString(other) + "b").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "<", "([<", "()"})
    void hostileBracketsTakeLinearTime(String brackets) {
        String text = brackets.repeat(300_000);

        assertTimeout(Duration.ofSeconds(5), () -> assertEquals(" ", Normalizer.BASIC.normalize(text)));
    }

    @ParameterizedTest
    @MethodSource("org.whisperbench.platform.score.Normalizer#all")
    void everyNormalizerIsFoundByItsName(Normalizer normalizer) {
        assertEquals(normalizer, Normalizer.parse(normalizer.id()));
    }

    @Test
    void anUnknownNameNamesTheKnownOnes() {
        WhisperException refused = assertThrows(WhisperException.class, () -> Normalizer.parse("Basic"));

        assertEquals(ErrorKind.USER, refused.kind());
        assertEquals(
                "normalizer 'Basic' is not known; use one of none, basic, whisper-en, leaderboard-en",
                refused.getMessage());
    }

    @Test
    void everyNormalizerHasItsOwnRules() {
        long different = Normalizer.all().stream()
                .map(normalizer -> normalizer.rules().sha256())
                .distinct()
                .count();

        assertEquals(4, different);
        assertEquals(List.of("none", "basic", "whisper-en", "leaderboard-en"), ids());
    }

    private static List<String> ids() {
        return Normalizer.all().stream().map(Normalizer::id).toList();
    }

    @Test
    void rulesAreToldInOneLine() {
        String rules = Normalizer.WHISPER_EN.rules().sha256().substring(0, 8);
        SpellingTable table = SpellingTable.of(Map.of("colour", "color"));

        assertEquals("whisper-en (rules %s, no table of spellings)".formatted(rules), Normalizer.WHISPER_EN.toString());
        assertEquals(
                "whisper-en (rules %s, 1 spellings %s)"
                        .formatted(rules, table.sha256().substring(0, 8)),
                Normalizer.WHISPER_EN.with(table).toString());
        assertTrue(Normalizer.BASIC.toString().matches("basic \\(rules [0-9a-f]{8}\\)"), Normalizer.BASIC::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "basic"})
    void onlyTheEnglishOnesUseATable(String id) {
        WhisperException refused =
                assertThrows(WhisperException.class, () -> Normalizer.parse(id).with(SpellingTable.EMPTY));

        assertEquals(ErrorKind.USER, refused.kind());
    }
}
