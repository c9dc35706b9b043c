package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LaunchWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            backends                          | false | backends
            --log-format json backends        | true  | backends
            benchmark --log-format=json -n 1  | true  | benchmark -n 1
            benchmark --log-format text       | false | benchmark
            --log-format json --log-format text info | false | info
            transcribe -- --log-format json   | false | transcribe -- --log-format json
            """)
    void theFormatIsTakenOutOfACommandsWords(String typed, boolean json, String left) throws Exception {
        assertEquals(new LaunchWords(words(left), json), LaunchWords.of(words(typed)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --log-format xml info | '--log-format xml' is no format of log events; use '--log-format text' or '--log-format json'
            info --log-format     | '--log-format' is no format of log events; use '--log-format text' or '--log-format json'
            --log-format= info    | '--log-format' is no format of log events; use '--log-format text' or '--log-format json'
            """)
    void aFormatThatThereIsNotIsRefused(String typed, String message) {
        LaunchWords.UnknownFormat refused =
                assertThrows(LaunchWords.UnknownFormat.class, () -> LaunchWords.of(words(typed)));

        assertEquals(message, refused.getMessage());
    }

    @Test
    void nothingTypedIsNothing() throws Exception {
        assertEquals(new LaunchWords(List.of(), false), LaunchWords.of(List.of()));
    }

    private static List<String> words(String typed) {
        return Arrays.asList(typed.split(" ", -1));
    }
}
