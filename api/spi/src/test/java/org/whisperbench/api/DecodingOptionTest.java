package org.whisperbench.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodingOptionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "BEAM_SIZE;5",
                "BATCH;1000",
                "TEMPERATURE;0",
                "TEMPERATURE;0,0.2,0.4",
                "PATIENCE;1.5",
                "LOG_PROBABILITY_THRESHOLD;-1",
                "WORD_TIMESTAMPS;true",
                "PROMPT;any, text"
            })
    void aRightValueIsKeptAsItWasWritten(DecodingOption option, String value) {
        TranscribeOptions options = TranscribeOptions.defaults().with(option, value);

        assertEquals(Optional.of(value), options.value(option));
        assertEquals(Map.of(option.key(), value), options.extra());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "BEAM_SIZE;0",
                "BEAM_SIZE;1001",
                "BEAM_SIZE;-1",
                "BEST_OF;two",
                "TEMPERATURE;-0.1",
                "TEMPERATURE;0,,1",
                "PATIENCE;NaN",
                "LENGTH_PENALTY;Infinity",
                "WORD_TIMESTAMPS;yes"
            })
    void aWrongValueIsNamedWithItsOption(DecodingOption option, String value) {
        TranscribeOptions written = TranscribeOptions.defaults().withExtra(Map.of(option.key(), value));

        assertThrows(WhisperException.class, () -> TranscribeOptions.defaults().with(option, value));
        WhisperException read = assertThrows(WhisperException.class, () -> written.value(option));
        assertEquals(ErrorKind.USER, read.kind());
        assertTrue(read.getMessage().startsWith("'" + value + "' is no value of '" + option.key()), read.getMessage());
    }

    @Test
    void optionsAreFoundByTheirNames() {
        for (DecodingOption option : DecodingOption.values()) {
            assertEquals(Optional.of(option), DecodingOption.of(option.key()));
        }
        assertEquals(Optional.empty(), DecodingOption.of("beams"));
        assertEquals(Optional.empty(), TranscribeOptions.defaults().value(DecodingOption.PROMPT));
    }

    @Test
    void aPrecisionTravelsByItsName() {
        assertEquals(
                Map.of("precision", "int8"),
                LoadOptions.defaults().withPrecision("int8").extra());
        assertEquals(
                Optional.of("int8"),
                LoadOptions.defaults().withPrecision("int8").precision());
        assertEquals(Optional.empty(), LoadOptions.defaults().precision());
    }

    @Test
    void theConstructorsOfTheFirstVersionSayNothingFurther() {
        Segment segment = new Segment(Duration.ZERO, Duration.ofSeconds(1), "a", List.of());
        Transcription transcription = new Transcription("a", List.of(segment), "en", true, Map.of(), Map.of());

        assertEquals(Map.of(), segment.measures());
        assertEquals(List.of(), segment.words());
        assertEquals(Map.of(), transcription.languages());
    }

    @Test
    void whatIsNoNumberIsNoMeasure() {
        Segment segment = Segment.builder(Duration.ZERO, Duration.ZERO, "a")
                .measure(Measure.TEMPERATURE, Double.NaN)
                .measure(Measure.COMPRESSION_RATIO, 1.5)
                .build();

        assertEquals(Map.of(Measure.COMPRESSION_RATIO, 1.5), segment.measures());
    }

    @Test
    void wordsEndAfterTheyStart() {
        assertThrows(IllegalArgumentException.class, () -> new Word(Duration.ofSeconds(1), Duration.ZERO, "backwards"));
        assertEquals(Map.of(), new Word(Duration.ZERO, Duration.ZERO, "a").measures());
    }
}
