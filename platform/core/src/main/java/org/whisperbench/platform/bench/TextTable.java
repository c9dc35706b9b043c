package org.whisperbench.platform.bench;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Texts that people write: a plain one, or lines of columns separated by tabs under a line that names them. */
final class TextTable {

    private static final long MOST_BYTES = 64 << 20;

    private TextTable() {}

    /** A row by the names of its columns, and the line on which it is; the first is 1. */
    record Row(int line, Map<String, String> cells) {

        String cell(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    /** Returns the rows; lines without anything are none. */
    static List<Row> rows(Path table, List<String> needed) {
        List<String[]> lines =
                read(table).lines().map(line -> line.split("\t", -1)).toList();
        List<String> header = List.of(lines.isEmpty() ? new String[0] : lines.get(0));
        if (!header.containsAll(needed)) {
            throw user("the first line of table '%s' names no columns '%s', separated by tabs"
                    .formatted(table, String.join("' and '", needed)));
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] line = lines.get(i);
            if (line.length == 1 && line[0].isBlank()) {
                continue;
            }
            if (line.length != header.size()) {
                throw user("line %d of table '%s' has %d columns, not %d"
                        .formatted(i + 1, table, line.length, header.size()));
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < line.length; column++) {
                row.put(header.get(column), line[column].strip());
            }
            rows.add(new Row(i + 1, row));
        }
        return rows;
    }

    /** Reads a plain file of no great length; a byte order mark is no part of it. */
    static String read(Path path) {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw user("reference '%s' is no file".formatted(path));
            }
            if (Files.exists(path) && Files.size(path) > MOST_BYTES) {
                throw user("reference '%s' has %d bytes, more than %d".formatted(path, Files.size(path), MOST_BYTES));
            }
            String text = Files.readString(path);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw user("reference '%s' is not text in UTF-8".formatted(path), e);
        } catch (IOException e) {
            String why = Files.exists(path) ? "cannot be read: " + e.getMessage() : "does not exist";
            throw user("reference '%s' %s".formatted(path, why), e);
        }
    }

    static WhisperException user(String message) {
        return new WhisperException(ErrorKind.USER, message);
    }

    static WhisperException user(String message, Exception cause) {
        return new WhisperException(ErrorKind.USER, message, cause);
    }
}
