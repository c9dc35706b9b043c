package org.whisperbench.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.platform.isolate.IsolationSettings;
import org.whisperbench.platform.isolate.IsolationSettings.Which;

class IsolationKeysTest {

    private static IsolationSettings read(Map<String, String> properties) {
        return IsolationKeys.read(properties::get);
    }

    @Test
    void nothingMeansTheDefaults() {
        assertEquals(IsolationSettings.defaults(), read(Map.of()));
        assertEquals(IsolationSettings.defaults(), read(Map.of("whisperbench.isolation", " ")));
    }

    @Test
    void everyKeyIsRead() {
        assertEquals(
                new IsolationSettings(
                        Which.ALWAYS, Duration.ofSeconds(7), Duration.ZERO, List.of("-Xmx1g", "-XX:+UseG1GC")),
                read(Map.of(
                        "whisperbench.isolation", "Always",
                        "whisperbench.timeout.seconds", "7",
                        "whisperbench.idle.seconds", "0",
                        "whisperbench.worker.options", "-Xmx1g  -XX:+UseG1GC ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "whisperbench.isolation|yes|'whisperbench.isolation' is 'yes', not 'native', 'always' or 'never'",
                "whisperbench.timeout.seconds|0|'whisperbench.timeout.seconds' is '0', not a number of seconds",
                "whisperbench.timeout.seconds|5m|'whisperbench.timeout.seconds' is '5m', not a number of seconds",
                "whisperbench.idle.seconds|-1|'whisperbench.idle.seconds' is '-1', not a number of seconds"
            })
    void whatMeansNothingIsRefusedByName(String key, String value, String message) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> read(Map.of(key, value)));

        assertEquals(message + "; correct the configuration", refusal.getMessage());
    }
}
