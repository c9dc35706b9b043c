package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.TranscribeOptions;

/** What is in force where the user says nothing. */
final class DecodingSettingsTest {

    private static final TranscribeOptions PLAIN = TranscribeOptions.defaults();

    @Test
    void severalTemperaturesHaveTheThresholdsOfOpenAi() {
        Map<String, String> effective = DecodingSettings.of(PLAIN.with(DecodingOption.TEMPERATURE, "0,0.2"))
                .effective();

        assertEquals("2.4", effective.get("compression-ratio-threshold"));
        assertEquals("-1", effective.get("log-probability-threshold"));
        assertEquals("0.6", effective.get("no-speech-threshold"));
    }

    @ParameterizedTest
    @CsvSource({"compression-ratio-threshold", "log-probability-threshold", "no-speech-threshold"})
    void oneTemperatureAsksNothingOfAText(String threshold) {
        assertEquals("none", DecodingSettings.of(PLAIN).effective().get(threshold));
    }
}
