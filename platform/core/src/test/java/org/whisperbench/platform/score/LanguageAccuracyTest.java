package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.whisperbench.platform.score.LanguageAccuracy.Detections;

class LanguageAccuracyTest {

    @Test
    void noSpeechHasNoAccuracy() {
        assertTrue(LanguageAccuracy.EMPTY.accuracy().isEmpty());
        assertTrue(LanguageAccuracy.EMPTY.interval().isEmpty());
        assertEquals(new Detections(0, 0), LanguageAccuracy.EMPTY.all());
    }

    @Test
    void languagesAreCountedApart() {
        LanguageAccuracy accuracy = LanguageAccuracy.EMPTY
                .with("fr", "fr")
                .with("en-US", "EN")
                .with("en", "de")
                .with("en", "");

        assertEquals(List.of("en", "fr"), List.copyOf(accuracy.byLanguage().keySet()));
        assertEquals(new Detections(3, 1), accuracy.byLanguage().get("en"));
        assertEquals(new Detections(4, 2), accuracy.all());
        assertEquals(0.5, accuracy.accuracy().orElseThrow());
    }

    @Test
    void aSubtagIsNoOtherLanguage() {
        LanguageAccuracy accuracy =
                LanguageAccuracy.EMPTY.with("zh_TW", "zh-Hans").with("yue", "zh");

        assertEquals(new Detections(2, 1), accuracy.all());
    }

    /** What R's {@code prop.test(8, 10, correct = FALSE)} prints. */
    @Test
    void theIntervalIsWilsons() {
        LanguageAccuracy accuracy = LanguageAccuracy.EMPTY;
        for (int i = 0; i < 10; i++) {
            accuracy = accuracy.with("en", i < 8 ? "en" : "de");
        }
        Interval interval = accuracy.interval().orElseThrow();

        assertEquals(0.4901625, interval.low(), 1e-7);
        assertEquals(0.9433178, interval.high(), 1e-7);
    }

    @Test
    void allRightDoesNotMeanAlwaysRight() {
        Interval interval = LanguageAccuracy.EMPTY.with("en", "en").interval().orElseThrow();

        assertEquals(1, interval.high(), 1e-12);
        assertTrue(interval.low() < 0.3, interval::toString);
    }

    @Test
    void moreRightThanThereAreIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Detections(1, 2));
        assertThrows(IllegalArgumentException.class, () -> new Detections(1, -1));
    }
}
