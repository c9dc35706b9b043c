package org.whisperbench.platform.bench;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Reads folders of speech and tables of references. */
final class CorpusFiles {

    private static final String TABLE = "references.tsv";
    private static final String NOTE = "note.txt";
    private static final long MOST_BYTES = 16 << 20;

    private CorpusFiles() {}

    /** Returns the files that a path stands for. */
    static List<Path> expand(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> files = entries.filter(CorpusFiles::isWav).sorted().toList();
            if (files.isEmpty()) {
                throw user("folder '%s' has no .wav file; name another with '--audio'".formatted(path));
            }
            return files;
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "folder '%s' cannot be listed: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static boolean isWav(Path path) {
        return name(path).toLowerCase(Locale.ROOT).endsWith(".wav");
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /** Returns the notes of those paths that are folders and have one. */
    static List<String> notes(List<Path> audio) {
        return audio.stream()
                .map(folder -> folder.resolve(NOTE))
                .filter(Files::isRegularFile)
                .map(note -> readText(note).strip())
                .toList();
    }

    /** Adds the references that lie beside the files. */
    static void beside(List<Path> files, Map<Path, String> references) {
        Map<Path, Map<String, String>> tables = new LinkedHashMap<>();
        for (Path file : files) {
            Path path = file.toAbsolutePath().resolveSibling(TABLE);
            Map<String, String> table =
                    tables.computeIfAbsent(path, t -> Files.isRegularFile(t) ? readTable(t) : Map.of());
            String name = name(file);
            Path text = file.toAbsolutePath().resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".txt");
            if (table.containsKey(name)) {
                references.put(file, table.getOrDefault(name, ""));
            } else if (Files.isRegularFile(text)) {
                references.put(file, readText(text).strip());
            }
        }
    }

    /** Adds the references that were given, over those that lie beside the files. */
    static void given(Path table, List<Path> files, Map<Path, String> references) {
        String firstLine = readText(table).lines().findFirst().orElse("");
        if (!firstLine.contains("\t")) {
            if (files.size() != 1) {
                throw user(("reference '%s' is no table with the columns file and text, so it belongs to one file, but"
                                + " there are %d")
                        .formatted(table, files.size()));
            }
            references.put(files.get(0), readText(table).strip());
            return;
        }
        Map<String, String> texts = readTable(table);
        if (files.stream().noneMatch(f -> texts.containsKey(name(f)))) {
            throw user("table '%s' names none of the %d files to be heard".formatted(table, files.size()));
        }
        files.stream()
                .filter(f -> texts.containsKey(name(f)))
                .forEach(f -> references.put(f, texts.getOrDefault(name(f), "")));
    }

    private static Map<String, String> readTable(Path table) {
        List<String[]> rows =
                readText(table).lines().map(line -> line.split("\t", -1)).toList();
        List<String> header = List.of(rows.isEmpty() ? new String[0] : rows.get(0));
        int file = header.indexOf("file");
        int text = header.indexOf("text");
        if (file < 0 || text < 0) {
            throw user("the first line of table '%s' names no columns 'file' and 'text', separated by tabs"
                    .formatted(table));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 1; i < rows.size(); i++) {
            String[] row = rows.get(i);
            if (row.length != header.size()) {
                throw user("line %d of table '%s' has %d columns, not %d"
                        .formatted(i + 1, table, row.length, header.size()));
            }
            if (texts.put(row[file], row[text].strip()) != null) {
                throw user("line %d of table '%s' names the file '%s' again".formatted(i + 1, table, row[file]));
            }
        }
        return texts;
    }

    /** Reads a text that a person wrote: a plain file of no great length; a byte order mark is no part of it. */
    private static String readText(Path path) {
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

    private static WhisperException user(String message) {
        return new WhisperException(ErrorKind.USER, message);
    }

    private static WhisperException user(String message, IOException cause) {
        return new WhisperException(ErrorKind.USER, message, cause);
    }
}
