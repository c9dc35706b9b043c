package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceErrorsTest {

    @Test
    void noSoundHasNoWordsPerMinute() {
        assertTrue(SilenceErrors.EMPTY.wordsPerMinute().isEmpty());
        assertTrue(SilenceErrors.of("you", 0, Normalizer.BASIC).wordsPerMinute().isEmpty());
    }

    @Test
    void silenceThatIsLeftSilentHasNoWords() {
        SilenceErrors right = SilenceErrors.of(" [silence] ...", 30, Normalizer.BASIC);

        assertEquals(0, right.words());
        assertEquals(0, right.wordsPerMinute().orElseThrow());
        assertTrue(right.repetition().ratio().isEmpty());
    }

    @Test
    void filesAreSummed() {
        SilenceErrors both = SilenceErrors.of("Thanks for watching!", 30, Normalizer.BASIC)
                .plus(SilenceErrors.of("", 15, Normalizer.BASIC));

        assertEquals(3, both.words());
        assertEquals(4, both.wordsPerMinute().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0 0",
        "a b c, 0 0",
        "a b c d, 1 0",
        "a b c d e, 2 0",
        "a a a a, 1 0",
        "a a a a a, 2 1",
        "thank you thank you thank you, 3 1",
        "a b c d a b c d, 5 1",
        "a b c d e a b c d, 6 1",
    })
    void sequencesOfFourWordsThatComeAgainAreRepeated(String text, String expected) {
        Repetition repetition = Repetition.of(Normalizer.NONE.words(text));

        assertEquals(expected, repetition.sequences() + " " + repetition.repeated());
    }

    @Test
    void whereNoSpacesAreWrittenCharactersAreCounted() {
        SilenceErrors chinese = SilenceErrors.of("谢谢观看".repeat(200), 60, Normalizer.BASIC);

        assertEquals(800, chinese.wordsPerMinute().orElseThrow());
        assertTrue(chinese.repetition().ratio().orElseThrow() > 0.98, chinese::toString);
        assertEquals(0, Repetition.of(List.of("今天天气很好我们去公园散步吧")).ratio().orElseThrow());
        assertEquals(3, SilenceErrors.of("ご視聴", 60, Normalizer.BASIC).words());
        assertEquals(2, SilenceErrors.of("thank you", 60, Normalizer.BASIC).words());
    }

    @Test
    void aLoopRepeatsNearlyAll() {
        Repetition loop = Repetition.of(Normalizer.NONE.words("and then ".repeat(500)));

        assertEquals(995.0 / 997, loop.ratio().orElseThrow());
    }

    @Test
    void whatIsInTwoTextsIsNoRepetition() {
        Repetition one = Repetition.of(Normalizer.NONE.words("a b c d"));

        assertEquals(new Repetition(2, 0), one.plus(one));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoLengthIsRefused(double seconds) {
        assertThrows(IllegalArgumentException.class, () -> SilenceErrors.of("", seconds, Normalizer.NONE));
    }

    @Test
    void countsThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Repetition(1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Repetition(1, -1));
        assertThrows(IllegalArgumentException.class, () -> new SilenceErrors(1, -1, new Repetition(0, 0)));
    }
}
