package org.whisperbench.platform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.SoundFolder;

/** Reads folders of speech and tables of references. */
final class CorpusFiles {

    private static final String TABLE = "references.tsv";
    private static final String NOTE = "note.txt";
    private static final String LANGUAGE = "language";

    private CorpusFiles() {}

    /** Returns what a file or folder stands for, with the references that lie beside the files. */
    static List<Corpus.Item> items(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(beside(Corpus.Item.unknown(path), new HashMap<>()));
        }
        try {
            List<Path> transcripts = LibriSpeech.transcripts(path);
            if (!transcripts.isEmpty()) {
                return transcripts.stream()
                        .flatMap(transcript -> LibriSpeech.read(transcript).stream())
                        .toList();
            }
            return folder(path);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "folder '%s' cannot be listed: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static List<Corpus.Item> folder(Path path) throws IOException {
        Map<Path, Map<String, Map<String, String>>> tables = new HashMap<>();
        List<Corpus.Item> items = SoundFolder.files(path).stream()
                .map(file -> beside(Corpus.Item.unknown(file), tables))
                .toList();
        if (items.isEmpty()) {
            throw TextTable.user("folder '%s' has no sound file; name another with '--audio'".formatted(path));
        }
        return items;
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
                .map(note -> TextTable.read(note).strip())
                .toList();
    }

    private static Corpus.Item beside(Corpus.Item item, Map<Path, Map<String, Map<String, String>>> tables) {
        Path file = item.file().toAbsolutePath();
        Map<String, Map<String, String>> table = tables.computeIfAbsent(
                file.resolveSibling(TABLE), t -> Files.isRegularFile(t) ? readTable(t) : Map.of());
        Map<String, String> row = table.get(name(file));
        if (row != null) {
            return with(item, row);
        }
        Path text = file.resolveSibling(name(file).replaceFirst("\\.[^.]*$", "") + ".txt");
        return Files.isRegularFile(text) && !text.equals(file)
                ? item.saying(TextTable.read(text).strip())
                : item;
    }

    private static Corpus.Item with(Corpus.Item item, Map<String, String> row) {
        return item.saying(row.getOrDefault("text", "")).in(row.getOrDefault(LANGUAGE, ""));
    }

    /** Puts the references that were given over those that lie beside the files. */
    static List<Corpus.Item> given(Path table, List<Corpus.Item> items) {
        String firstLine = TextTable.read(table).lines().findFirst().orElse("");
        if (!firstLine.contains("\t")) {
            if (items.size() != 1) {
                throw TextTable.user(
                        ("reference '%s' is no table with the columns file and text, so it belongs to one file, but"
                                        + " there are %d")
                                .formatted(table, items.size()));
            }
            return List.of(items.get(0).saying(TextTable.read(table).strip()));
        }
        Map<String, Map<String, String>> rows = readTable(table);
        if (items.stream().noneMatch(item -> rows.containsKey(name(item.file())))) {
            throw TextTable.user("table '%s' names none of the %d files to be heard".formatted(table, items.size()));
        }
        return items.stream()
                .map(item -> {
                    Map<String, String> row = rows.get(name(item.file()));
                    return row == null ? item : with(item, row);
                })
                .toList();
    }

    private static Map<String, Map<String, String>> readTable(Path table) {
        Map<String, Map<String, String>> byFile = new LinkedHashMap<>();
        for (TextTable.Row row : TextTable.rows(table, List.of("file", "text"))) {
            String file = row.cell("file");
            if (byFile.put(file, row.cells()) != null) {
                throw TextTable.user(
                        "line %d of table '%s' names the file '%s' again".formatted(row.line(), table, file));
            }
        }
        return byFile;
    }
}
