package org.whisperbench.backend.faster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The self-test model in the layout of transformers, which is not in the checkout, and the bundled samples. */
final class NanoModel {

    private static final Path ROOT = Path.of(System.getProperty("whisperbench.checkout", ".."))
            .toAbsolutePath()
            .normalize();

    private NanoModel() {}

    /** One recording and what is said in it. */
    record Speech(Path wav, String text) {}

    static Path folder() {
        Path folder = ROOT.resolve("../shared/nano/transformers").normalize();
        Assumptions.assumeTrue(Files.isDirectory(folder), "no model in " + folder);
        return folder;
    }

    static List<Speech> samples() {
        Path folder = ROOT.resolve("distribution/samples");
        try (Stream<String> lines = Files.lines(folder.resolve("references.tsv"))) {
            return lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(row -> new Speech(folder.resolve(row[0]), row[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
