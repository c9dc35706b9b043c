package org.whisperbench.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One bar for each file that is under way and one for all, drawn over each other on a terminal ten times a second. Uses
 * three of the control sequences of ECMA-48: cursor up, erase to the end, and carriage return. A line is never as wide as
 * the terminal, since what wraps cannot be drawn over: on a narrow one the bar goes first, then bytes.
 */
final class ProgressBars {

    private static final double NANOS = 1e9;
    private static final long FRAME_NANOS = 100_000_000L;
    private static final int MOST_FILES = 8;
    private static final int BAR = 20;
    private static final int LEAST_NAME = 8;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final PrintStream terminal;
    private final int columns;
    private final LongSupplier nanoTime;
    private final Map<String, Transfer> files = new LinkedHashMap<>();
    private long plannedBytes;
    private long startNanos;
    private long lastNanos;
    private int drawn;

    /** How far a file is. */
    private record Transfer(long done, long total, long firstBytes, long firstNanos) {}

    ProgressBars(PrintStream terminal, int columns, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.columns = columns;
        this.nanoTime = nanoTime;
    }

    synchronized void begin(long bytes) {
        erase();
        files.clear();
        plannedBytes = bytes;
        startNanos = nanoTime.getAsLong();
        lastNanos = startNanos - FRAME_NANOS;
    }

    synchronized void advance(String file, long done, long total) {
        long now = nanoTime.getAsLong();
        Transfer before = files.get(file);
        files.put(
                file,
                before == null
                        ? new Transfer(done, total, done, now)
                        : new Transfer(done, total, before.firstBytes(), before.firstNanos()));
        if (now - lastNanos >= FRAME_NANOS || done == total) {
            lastNanos = now;
            erase();
            draw(now);
        }
    }

    /** Says something above the bars. */
    synchronized void note(String line) {
        erase();
        terminal.println(line);
        draw(nanoTime.getAsLong());
    }

    /** Takes the bars away. */
    synchronized void end() {
        erase();
        files.clear();
    }

    private void erase() {
        if (drawn > 0) {
            terminal.print("\r\u001b[" + drawn + "A\u001b[J");
            terminal.flush();
            drawn = 0;
        }
    }

    private void draw(long now) {
        List<String> lines = new ArrayList<>();
        files.entrySet().stream()
                .filter(f -> f.getValue().done() < f.getValue().total())
                .limit(MOST_FILES)
                .forEach(f -> lines.add(line(f.getKey(), f.getValue(), now)));
        long done = Math.min(
                plannedBytes, files.values().stream().mapToLong(Transfer::done).sum());
        lines.add(line("total", new Transfer(done, plannedBytes, 0, startNanos), now));
        lines.forEach(terminal::println);
        terminal.flush();
        drawn = lines.size();
    }

    private String line(String name, Transfer transfer, long now) {
        double fraction = transfer.total() == 0 ? 1 : (double) transfer.done() / transfer.total();
        int full = (int) Math.floor(BAR * Math.min(1, fraction));
        double seconds = (now - transfer.firstNanos()) / NANOS;
        long rate = seconds > 0 ? (long) ((transfer.done() - transfer.firstBytes()) / seconds) : 0;
        String left = rate <= 0 ? "" : ", " + time((transfer.total() - transfer.done()) / rate) + " left";
        String bar = " [%s%s]".formatted("#".repeat(full), ".".repeat(BAR - full));
        String percent = " %3d %%".formatted((int) Math.floor(100 * fraction));
        String bytes = " %s of %s".formatted(ByteText.of(transfer.done()), ByteText.of(transfer.total()));
        String speed = ", %s/s".formatted(ByteText.of(Math.max(0, rate)));
        String right = Stream.of(bar + percent + bytes + speed + left, bar + percent + bytes + speed)
                .filter(this::fits)
                .findFirst()
                .orElseGet(() -> fits(percent + bytes) ? percent + bytes : percent);
        String line = named(CONTROL.matcher(name).replaceAll("?"), Math.max(0, columns - 1 - right.length())) + right;
        return line.substring(0, Math.min(line.length(), Math.max(0, columns - 1)));
    }

    /** Whether there is room for a name beside it. */
    private boolean fits(String right) {
        return right.length() + LEAST_NAME < columns;
    }

    /** The end of a name, which tells more than its beginning, in so many columns of a terminal. */
    private static String named(String name, int room) {
        if (WideText.columns(name) <= room) {
            return name + " ".repeat(room - WideText.columns(name));
        }
        int from = 0;
        while (from < name.length() && WideText.columns(name.substring(from)) > room - 1) {
            from = name.offsetByCodePoints(from, 1);
        }
        String end = room > 0 ? "…" + name.substring(from) : "";
        return end + " ".repeat(Math.max(0, room - WideText.columns(end)));
    }

    private static String time(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? "%d:%02d min".formatted(seconds / 60, seconds % 60)
                : "%d:%02d h".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}
