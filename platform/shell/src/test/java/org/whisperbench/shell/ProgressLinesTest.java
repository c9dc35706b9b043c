package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLinesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ProgressLines lines =
            new ProgressLines(new PrintStream(written, true, StandardCharsets.UTF_8), nanos::get);

    @Test
    void nothingIsSaidInTheFirstSecond() {
        nanos.set(999_999_999);
        lines.at("working", 0.5);

        assertEquals(List.of(), said());
    }

    @Test
    void afterThatAtMostOneLineASecond() {
        for (int tenths = 10; tenths <= 30; tenths++) {
            nanos.set(tenths * 100_000_000L);
            lines.at("working", tenths / 40.0);
        }

        assertEquals(List.of("working (25 %)", "working (50 %)", "working (75 %)"), said());
    }

    @Test
    void whatIsDrawnOverFitsIntoALine() {
        ProgressLines narrow = lines.wide(20);

        narrow.redraw(List.of("█".repeat(20) + "  50 %  a/model", "short"));
        narrow.redraw(List.of());

        assertEquals(List.of("█".repeat(19), "short", "\033[2F\033[J"), said());
    }

    @Test
    void onlyYesIsYes() {
        List<String> asked = new ArrayList<>();
        for (String answer : List.of("y", " YES ", "", "no", "yesterday")) {
            boolean confirmed = lines.asking(question -> {
                        asked.add(question);
                        return answer;
                    })
                    .confirms("delete it?");

            assertEquals(List.of("y", " YES ").contains(answer), confirmed, answer);
        }
        assertEquals("delete it? [y/N] ", asked.get(0));
    }

    @ParameterizedTest
    @CsvSource({"50 120, 120", "0 0, 80", "'', 80", "stty: no terminal, 80", "24 20, 20"})
    void theWidthIsWhatTheTerminalSays(String size, int columns) {
        assertEquals(columns, Terminals.columnsOf(size));
    }

    private List<String> said() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
