package org.whisperbench.platform.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Reads the files in which Linux describes the machine; where there are none, nothing is described.
 *
 * @param root the folder that holds {@code proc} and {@code sys}
 */
record SystemFiles(Path root) {

    /** The lines of a file, or none if it cannot be read. */
    List<String> lines(String path) {
        Path file = root.resolve(path);
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The first line of a file, or an empty text. */
    String line(String path) {
        List<String> lines = lines(path);
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }

    /** A file that holds a number. */
    OptionalLong number(String path) {
        return parse(line(path));
    }

    static OptionalLong parse(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The names in a folder, sorted, that a pattern fits. */
    List<String> names(String folder, String pattern) {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(p -> p.getFileName().toString())
                    .filter(name -> name.matches(pattern))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** How many processors a list such as {@code 0-7,16} names. */
    static OptionalInt count(String list) {
        if (!list.matches("[0-9]{1,6}(-[0-9]{1,6})?(,[0-9]{1,6}(-[0-9]{1,6})?)*")) {
            return OptionalInt.empty();
        }
        int count = 0;
        for (String part : list.split(",", -1)) {
            int dash = part.indexOf('-');
            count += dash < 0
                    ? 1
                    : Integer.parseInt(part.substring(dash + 1)) - Integer.parseInt(part.substring(0, dash)) + 1;
        }
        return OptionalInt.of(count);
    }
}
