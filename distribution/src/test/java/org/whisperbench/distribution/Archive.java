package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /** The archive under test is unpacked once in each process of tests; that copy is only read. */
    private static final class Unpacked {

        static final Path HOME = unpack();

        private static Path unpack() {
            try {
                Path archive = Path.of(System.getProperty("whisperbench.archive"));
                Path place = Files.createDirectories(archive.resolveSibling("unpacked")
                        .resolve(Long.toString(ProcessHandle.current().pid())));
                Process tar = new ProcessBuilder("tar", "-xzf", archive.toString())
                        .directory(place.toFile())
                        .inheritIO()
                        .start();
                assertEquals(0, tar.waitFor());
                return list(place).get(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while the archive was unpacked", e);
            }
        }
    }

    /** Puts what is in the archive under test into a folder. */
    static Archive unpack(Path folder) throws IOException {
        Path place = Files.createDirectories(folder.toRealPath().resolve(AWKWARD));
        Path home = place.resolve(Unpacked.HOME.getFileName());
        try (Stream<Path> entries = Files.walk(Unpacked.HOME)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Files.copy(
                        entry,
                        home.resolve(Unpacked.HOME.relativize(entry)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
        return new Archive(home, Files.createDirectory(folder.resolve("user")));
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
