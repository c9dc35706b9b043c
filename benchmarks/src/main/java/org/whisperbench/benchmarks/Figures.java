package org.whisperbench.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Figures in columns, as text.
 *
 * <p>One thread uses an instance.
 */
final class Figures {

    private final List<List<String>> rows = new ArrayList<>();

    /** Begins with the names of the columns. */
    Figures(String... columns) {
        rows.add(List.of(columns));
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     * @throws IllegalArgumentException if there are more or less
     */
    void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + rows.get(0).size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** Returns the lines: the first column begins at the left, the others end at the right. */
    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String gap = " ".repeat(width(column) - row.get(column).length());
            line.append(column == 0 ? row.get(0) + gap : "  " + gap + row.get(column));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return IntStream.range(0, rows.size())
                .map(row -> rows.get(row).get(column).length())
                .max()
                .orElse(0);
    }

    /** Writes a time in milliseconds, with about three digits that mean something. */
    static String millis(double seconds) {
        double millis = seconds * 1000;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : millis < 100 ? "%.1f" : "%.0f", millis);
    }

    /** Writes how many times as long the second takes, or a dash if the first took no time. */
    static String ratio(double oursSeconds, double theirsSeconds) {
        return oursSeconds > 0 ? String.format(Locale.ROOT, "%.2f", theirsSeconds / oursSeconds) : "-";
    }
}
