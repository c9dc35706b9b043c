package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.TranscribeOptions.Task;

final class WhisperPromptTest {

    private static final WhisperConfig ENGLISH = config(false, Map.of());
    private static final WhisperConfig MULTILINGUAL = config(true, Map.of("en", 1, "de", 2, "zh", 3));

    @ParameterizedTest
    @CsvSource({"auto, en", "en, en", "EN, en", "en-GB, en"})
    void anEnglishOnlyModelHearsEnglish(String wish, String language) {
        assertEquals(language, WhisperPrompt.language(ENGLISH, options(wish, Task.TRANSCRIBE)));
    }

    @ParameterizedTest
    @CsvSource({"auto, auto", "de, de", "DE, de", "zh-CN, zh", "en_US, en"})
    void aMultilingualModelHearsWhatIsAskedForOrListensFirst(String wish, String language) {
        assertEquals(language, WhisperPrompt.language(MULTILINGUAL, options(wish, Task.TRANSLATE)));
    }

    @Test
    void anEnglishOnlyModelRefusesOtherLanguagesAndTranslation() {
        assertTrue(refusal(ENGLISH, "de", Task.TRANSCRIBE).contains("'de'"));
        assertTrue(refusal(ENGLISH, "en", Task.TRANSLATE).contains("'translate'"));
    }

    @Test
    void aMultilingualModelNamesItsLanguagesWhereItRefusesOne() {
        String refusal = refusal(MULTILINGUAL, "tlh", Task.TRANSCRIBE);

        assertTrue(refusal.contains("'tlh'") && refusal.contains("de en zh"), refusal);
    }

    @Test
    void thePromptNamesLanguageAndTaskOnlyWhereTheModelIsMultilingual() {
        assertEquals(List.of(9), tokens(ENGLISH, "en", true));
        assertEquals(List.of(9, 7), tokens(ENGLISH, "en", false));
        assertEquals(List.of(9, 2, 4), tokens(MULTILINGUAL, "de", true));
        assertEquals(List.of(9, 2, 4, 7), tokens(MULTILINGUAL, "de", false));
    }

    @Test
    void theLikeliestLanguageIsThatOfTheGreatestValueAmongLanguages() {
        float[] logits = {99, 1, 3, 2, 99, 99, 99, 99, 99, 99};

        Map<String, Double> heard = WhisperPrompt.languages(MULTILINGUAL, logits);

        assertEquals("de", heard.keySet().iterator().next());
        assertEquals(1, heard.values().stream().mapToDouble(p -> p).sum(), 1e-12);
    }

    @Test
    void whatWasSaidBeforeComesBeforeTheStart() {
        WhisperPrompt prompt = WhisperPrompt.of(MULTILINGUAL, "de", Task.TRANSCRIBE, true);

        WhisperPrompt after = prompt.after(List.of(1, 2));

        assertEquals(2, after.start());
        assertEquals(prompt.tokens(), after.tokens().subList(2, after.tokens().size()));
    }

    private static List<Integer> tokens(WhisperConfig config, String language, boolean timestamps) {
        return WhisperPrompt.of(config, language, Task.TRANSCRIBE, timestamps).tokens();
    }

    private static String refusal(WhisperConfig config, String language, Task task) {
        return Refusal.of(ErrorKind.USER, () -> WhisperPrompt.language(config, options(language, task)));
    }

    private static TranscribeOptions options(String language, Task task) {
        return new TranscribeOptions(language, task, true, Duration.ZERO, Map.of());
    }

    private static WhisperConfig config(boolean multilingual, Map<String, Integer> languages) {
        return new WhisperConfig(
                new WhisperConfig.Shape(80, 3000, 1, 1, 1, 1, 10),
                new WhisperConfig.Limits(448, 448),
                new WhisperConfig.Tokens(9, 6, 7, 9, WhisperConfig.Tokens.NONE, List.of(), List.of()),
                multilingual,
                languages,
                multilingual ? Map.of("transcribe", 4, "translate", 5) : Map.of(),
                new WhisperConfig.Alignment(List.of(), 7));
    }
}
