package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTagTest {

    @ParameterizedTest
    @CsvSource({
        "en, en",
        "EN-us, en",
        "en_GB, en",
        "eng, en",
        "English, en",
        " english , en",
        "deu, de",
        "ger, de",
        "German, de",
        "zh-Hans, zh",
        "zho, zh",
        "chi, zh",
        "Chinese, zh",
        "iw, he",
        "Hebrew, he",
        "jw, jv",
        "yue, yue",
        "haw, haw",
        "unknown, unknown"
    })
    void oneLanguageHasOneCode(String name, String code) {
        assertEquals(code, LanguageTag.primary(name));
    }

    @Test
    void everyNameOfALanguageDecidesTheRulesAndCountsAsDetected() {
        for (String name : new String[] {"en", "eng", "English"}) {
            assertEquals("whisper-en", TextRules.BY_LANGUAGE.of(name).id());
            assertEquals(1, LanguageAccuracy.EMPTY.with(name, "en").accuracy().orElseThrow());
        }
        assertEquals("basic", TextRules.BY_LANGUAGE.of("enm").id());
    }
}
