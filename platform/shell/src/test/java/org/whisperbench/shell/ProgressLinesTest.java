package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

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

    private List<String> said() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
