package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Models of almost no size with random weights: {@code tiny_whisper.py} and {@code tiny_tdt.py} made them. */
final class TinyModel {

    private TinyModel() {}

    /** A Whisper model in every precision. */
    static Path folder() {
        return folder("tiny-whisper");
    }

    static Path folder(String name) {
        try {
            return Path.of(Objects.requireNonNull(TinyModel.class.getResource(name + "/config.json"))
                            .toURI())
                    .resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static void copy(String name, Path into) throws IOException {
        Path from = folder(name);
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            for (Path file : all) {
                Path copy = into.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
