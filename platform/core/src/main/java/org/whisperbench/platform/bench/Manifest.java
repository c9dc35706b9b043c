package org.whisperbench.platform.bench;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.score.TimedText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list of sound files with what is said in them: {@code .tsv} with the columns {@code path}, {@code reference} and
 * {@code language}, of which only the first is needed, or {@code .jsonl} with an object of the same names on each line.
 * Where the reference is missing or null it is not known; an empty one says that nothing is said. An object may also have
 * {@code segments}: when which part is said, as objects with {@code start}, {@code end} (seconds) and {@code text}.
 */
final class Manifest {

    private static final String PATH = "path";
    private static final String REFERENCE = "reference";
    private static final String LANGUAGE = "language";
    private static final String SEGMENTS = "segments";

    private final Path file;
    private final List<Corpus.Item> items = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    private Manifest(Path file) {
        this.file = file;
    }

    static boolean isOne(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".tsv") || name.endsWith(".jsonl");
    }

    static List<Corpus.Item> read(Path file) {
        Manifest manifest = new Manifest(file);
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv")) {
            manifest.table();
        } else {
            manifest.lines();
        }
        if (manifest.items.isEmpty()) {
            throw TextTable.user("manifest '%s' names no file; write one in each line".formatted(file));
        }
        return manifest.items;
    }

    private void table() {
        for (TextTable.Row row : TextTable.rows(file, List.of(PATH))) {
            items.add(
                    item(row.line(), row.cell(PATH), row.cells().get(REFERENCE)).in(row.cell(LANGUAGE)));
        }
    }

    private void lines() {
        int number = 0;
        for (String line : TextTable.read(file).split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                JsonNode row = object(number, line);
                String language = text(number, row, LANGUAGE);
                items.add(item(number, row.path(PATH).asString(""), text(number, row, REFERENCE))
                        .in(language == null ? "" : language)
                        .at(timed(number, row.path(SEGMENTS))));
            }
        }
    }

    /** A text, or null where there is none. */
    private @Nullable String text(int number, JsonNode row, String name) {
        JsonNode value = row.path(name);
        if (value.isString()) {
            return value.stringValue().strip();
        }
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        throw TextTable.user("'%s' in line %d of manifest '%s' is no text".formatted(name, number, file));
    }

    private JsonNode object(int number, String line) {
        try {
            JsonNode row = JsonMapper.shared().readTree(line);
            if (row.isObject()) {
                return row;
            }
            throw TextTable.user("line %d of manifest '%s' is no JSON object".formatted(number, file));
        } catch (JacksonException e) {
            throw TextTable.user(
                    "line %d of manifest '%s' is no JSON: %s".formatted(number, file, e.getOriginalMessage()), e);
        }
    }

    private List<TimedText> timed(int number, JsonNode segments) {
        if (!segments.isMissingNode() && !segments.isArray()) {
            throw TextTable.user("'segments' in line %d of manifest '%s' is no list".formatted(number, file));
        }
        List<TimedText> timed = new ArrayList<>();
        for (JsonNode segment : segments) {
            try {
                timed.add(new TimedText(
                        segment.path("text").asString("").strip(),
                        segment.path("start").asDouble(Double.NaN),
                        segment.path("end").asDouble(Double.NaN)));
            } catch (IllegalArgumentException e) {
                throw TextTable.user(
                        "segment %d in line %d of manifest '%s' has no 'start' and 'end' in seconds: %s"
                                .formatted(timed.size() + 1, number, file, e.getMessage()),
                        e);
            }
        }
        return timed;
    }

    private Path sound(int number, String path) {
        try {
            return file.resolveSibling(path);
        } catch (InvalidPathException e) {
            throw TextTable.user(
                    "'path' in line %d of manifest '%s' cannot name a file: %s".formatted(number, file, e.getReason()),
                    e);
        }
    }

    private Corpus.Item item(int number, String path, @Nullable String reference) {
        if (path.isBlank()) {
            throw TextTable.user("line %d of manifest '%s' has no 'path'".formatted(number, file));
        }
        Path sound = sound(number, path);
        if (!seen.add(sound.normalize())) {
            throw TextTable.user("line %d of manifest '%s' names the file '%s' again".formatted(number, file, path));
        }
        Corpus.Item item = Corpus.Item.unknown(sound);
        return reference == null ? item : item.saying(reference);
    }
}
