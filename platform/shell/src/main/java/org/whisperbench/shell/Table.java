package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of cells under a heading, each column as wide as its widest cell. */
final class Table {

    private static final String GAP = "  ";
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]", Pattern.UNICODE_CHARACTER_CLASS);

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Boolean> rightAligned;

    private Table(List<Boolean> rightAligned) {
        this.rightAligned = rightAligned;
    }

    /** Starts a table; a heading that begins with {@code >} makes a column of numbers, aligned to the right. */
    static Table of(String... headings) {
        Table table =
                new Table(List.of(headings).stream().map(h -> h.startsWith(">")).toList());
        table.rows.add(List.of(headings).stream()
                .map(h -> h.startsWith(">") ? h.substring(1) : h)
                .toList());
        return table;
    }

    Table row(String... cells) {
        if (cells.length != rightAligned.size()) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, rightAligned.size()));
        }
        rows.add(Arrays.stream(cells).map(Table::printable).toList());
        return this;
    }

    /** Names of files and words of engines may hold anything, also what would move a terminal's cursor. */
    private static String printable(String cell) {
        return CONTROL.matcher(cell).replaceAll("\uFFFD");
    }

    /** The lines, without space at their ends. */
    List<String> lines() {
        int[] widths = new int[rightAligned.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String space = " ".repeat(widths[i] - width(row.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(rightAligned.get(i) ? space + row.get(i) : row.get(i) + space);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
