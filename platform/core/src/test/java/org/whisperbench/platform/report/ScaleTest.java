package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4.33  | 0 1 2 3 4 5
            27.6  | 0 10 20 30
            0.1   | 0 0.02 0.04 0.06 0.08 0.1
            302   | 0 100 200 300 400
            1     | 0 0.2 0.4 0.6 0.8 1
            0     | 0 0.2 0.4 0.6 0.8 1
            0.003 | 0 0.001 0.002 0.003
            """)
    void numbersAreRoundAndReachTheLargestValue(double largest, String expected) {
        String ticks = Scale.upTo(largest).ticks().stream().map(Scale::text).collect(Collectors.joining(" "));

        assertEquals(expected, ticks);
    }
}
