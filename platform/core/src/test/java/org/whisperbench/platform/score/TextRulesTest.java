package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.WhisperException;

class TextRulesTest {

    @ParameterizedTest
    @CsvSource({
        "auto, en, whisper-en",
        "auto, en-GB, whisper-en",
        "auto, de, basic",
        "auto, unknown, basic",
        "whisper-en, de, basic",
        "whisper-en, unknown, whisper-en",
        "leaderboard-en, EN_us, leaderboard-en",
        "leaderboard-en, ent, basic",
        "none, de, none",
    })
    void theLanguageDecides(String choice, String language, String rules) {
        assertEquals(
                rules, new TextRules(choice, SpellingTable.EMPTY).of(language).id());
    }

    @Test
    void aTableIsUsedForEnglishOnly() {
        TextRules rules = new TextRules("auto", SpellingTable.of(Map.of("colour", "color")));

        assertEquals("color", rules.of("en").normalize("colour"));
        assertEquals("colour", rules.of("fr").normalize("colour"));
    }

    @Test
    void whatHasNoUseForATableRefusesIt() {
        SpellingTable table = SpellingTable.of(Map.of("colour", "color"));

        assertThrows(WhisperException.class, () -> new TextRules("basic", table));
        assertThrows(WhisperException.class, () -> new TextRules("best", SpellingTable.EMPTY));
    }
}
