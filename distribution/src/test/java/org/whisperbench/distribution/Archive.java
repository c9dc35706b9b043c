package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archive, unpacked at a place whose path is as awkward as the system allows, and a user who never ran it.
 *
 * @param home the installation
 * @param user the user's home folder
 */
record Archive(Path home, Path user) {

    static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");
    private static final String AWKWARD = WINDOWS ? "one's $two, 3" : "one's \"$two\", ${three};";

    /** Unpacks the archive under test into a folder. */
    static Archive unpack(Path folder) throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.toRealPath().resolve(AWKWARD));
        Process tar = new ProcessBuilder("tar", "-xzf", System.getProperty("whisperbench.archive"))
                .directory(place.toFile())
                .inheritIO()
                .start();
        assertEquals(0, tar.waitFor());
        return new Archive(list(place).get(0), Files.createDirectory(folder.resolve("user")));
    }

    Path script() {
        return home.resolve("bin").resolve(WINDOWS ? "whisperbench.cmd" : "whisperbench");
    }

    Path hotFolder() {
        return home.resolve("backends");
    }

    Path sample(String name) {
        return home.resolve("samples").resolve(name);
    }

    /** The backend that is there to try dropping with. */
    Path example() throws IOException {
        return list(home.resolve("examples")).get(0);
    }

    /** What the example backend says, whatever is said. */
    String exampleAnswer() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("models/example/answer.properties"))) {
            return lines.filter(line -> line.startsWith("text="))
                    .map(line -> line.substring("text=".length()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The rows of the bundled table of references: file name, then text. */
    List<List<String>> references() throws IOException {
        try (Stream<String> lines = Files.lines(sample("references.tsv"))) {
            return lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(row -> List.of(row[0], row[row.length - 1]))
                    .toList();
        }
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }
}
