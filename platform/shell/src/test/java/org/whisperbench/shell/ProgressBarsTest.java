package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a terminal shows while files come. */
class ProgressBarsTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now;

    private String shown() {
        String all = bytes.toString(StandardCharsets.UTF_8);
        String last = all.substring(all.lastIndexOf("\u001b[J") + 1);
        return last.startsWith("[J") ? last.substring(2) : last;
    }

    @Test
    void everyFileThatIsUnderWayHasABarAndAllHaveOne() {
        ProgressBars bars = new ProgressBars(terminal, 80, () -> now);
        bars.begin(4_000_000);
        bars.advance("b/m: x", 0, 1_000_000);
        bars.advance("b/m: y", 0, 3_000_000);
        now = 2_000_000_000L;
        bars.advance("b/m: x", 500_000, 1_000_000);
        now += 1_000_000_000L;
        bars.advance("b/m: y", 1_500_000, 3_000_000);

        List<String> lines = shown().lines().toList();

        assertEquals(3, lines.size(), lines::toString);
        assertTrue(
                lines.get(0).endsWith(" [##########..........]  50 % 500.0 kB of 1.0 MB, 166.7 kB/s, 3 s left"),
                shown());
        assertTrue(
                lines.get(2).endsWith(" [##########..........]  50 % 2.0 MB of 4.0 MB, 666.7 kB/s, 3 s left"), shown());
        assertTrue(lines.stream().allMatch(l -> l.length() < 80), shown());
    }

    @Test
    void aFileThatIsThereHasNoBarAndTheEndNone() {
        ProgressBars bars = new ProgressBars(terminal, 80, () -> now);
        bars.begin(20);
        bars.advance("b/m: x", 10, 10);
        assertEquals(1, shown().lines().count(), shown());

        bars.end();

        assertEquals("", shown());
    }

    @Test
    void aSecondFrameWaitsForATenthOfASecond() {
        ProgressBars bars = new ProgressBars(terminal, 80, () -> now);
        bars.begin(100);
        bars.advance("b/m: x", 1, 100);
        int before = bytes.size();
        now = 99_999_999L;
        bars.advance("b/m: x", 2, 100);

        assertEquals(before, bytes.size());
    }

    @ParameterizedTest
    @CsvSource({
        "80, '…ng name.bin [##########..........]  50 % 5.0 MB of 10.0 MB, 2.5 MB/s, 2 s left'",
        "40, '… long name.bin  50 % 5.0 MB of 10.0 MB'",
        "20, '…ong name.bin  50 %'",
        "5, '  50'"
    })
    void aLineIsNeverAsWideAsTheTerminal(int columns, String line) {
        ProgressBars bars = new ProgressBars(terminal, columns, () -> now);
        bars.begin(10_000_000);
        bars.advance("b/m: a file with a long name.bin", 0, 10_000_000);
        now = 2_000_000_000L;
        bars.advance("b/m: a file with a long name.bin", 5_000_000, 10_000_000);

        List<String> lines = shown().lines().toList();

        assertEquals(2, lines.size(), lines::toString);
        assertEquals(line, lines.get(0));
        assertTrue(lines.stream().allMatch(l -> l.length() < columns), shown());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80})
    void wideCharactersAreCountedAndControlsNotSent(int columns) {
        ProgressBars bars = new ProgressBars(terminal, columns, () -> now);
        bars.begin(1000);
        bars.advance("b/m: \u97f3\u58f0\u8a8d\u8b58\u30e2\u30c7\u30eb\n\u001b[31m\u97f3\u58f0\u8a8d\u8b58", 500, 1000);

        List<String> lines = shown().lines().toList();

        assertEquals(2, lines.size(), lines::toString);
        assertFalse(lines.get(0).contains("\u001b"), shown());
        assertTrue(lines.get(0).contains("50 %"), shown());
        assertTrue(WideText.columns(lines.get(0)) < columns, shown());
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "\u97f3\u58f0, 4", "e\u0301, 1", "\uff71, 1", "\uff21, 2", "\ud83d\ude00, 2", "'', 0"})
    void columnsAreThoseOfATerminal(String text, int columns) {
        assertEquals(columns, WideText.columns(text));
    }

    @Test
    void whatFailedStandsAboveTheBars() {
        TransferProgress progress = new TransferProgress(
                new ProgressLines(terminal, () -> now),
                Optional.of(new ProgressBars(terminal, 40, () -> now)),
                () -> now);
        progress.planned("b/m", 1, 100);
        progress.advanced("a very long name of a file that no terminal has room for", 50, 100);
        progress.retrying("b/m: x", "the connection broke", Duration.ofSeconds(2));

        List<String> lines = shown().lines().toList();
        assertEquals("b/m: x: the connection broke; trying again in 2 s", lines.get(0));
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.stream().skip(1).allMatch(l -> l.length() < 40), shown());
        progress.close();
        assertEquals("", shown());
    }

    @Test
    void aFileAndAPipeAreNoTerminals(@TempDir Path folder) throws IOException {
        Path toFile = Files.createSymbolicLink(folder.resolve("file"), folder.resolve("log.txt"));
        Path toTerminal = Files.createSymbolicLink(folder.resolve("tty"), Path.of("/dev/pts/7"));

        assertFalse(Terminals.leadsToADevice(toFile));
        assertTrue(Terminals.leadsToADevice(toTerminal));
        assertTrue(Terminals.leadsToADevice(folder.resolve("nothing")));
        assertEquals(0, Terminals.columns(Map.of("TERM", "dumb")));
    }
}
