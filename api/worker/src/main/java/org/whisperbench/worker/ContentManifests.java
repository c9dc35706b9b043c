package org.whisperbench.worker;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** The manifests of those elements of a class path that are folders: content of jars, written out. */
final class ContentManifests {

    /** Of elements with classes for later releases of Java, inside of the element with the manifest. */
    private static final Path VERSIONS = Path.of("META-INF", "versions");

    private final Map<Path, Manifest> folders = new HashMap<>();

    ContentManifests(List<Path> classPath) {
        for (Path element : classPath) {
            read(element).ifPresent(manifest -> folders.put(element, manifest));
        }
    }

    private static Optional<Manifest> read(Path element) {
        Path parent = element.getParent();
        Path root = parent != null && parent.endsWith(VERSIONS)
                ? element.resolve("../../..").normalize()
                : element;
        Path file = root.resolve(JarFile.MANIFEST_NAME);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream content = Files.newInputStream(file)) {
            Manifest manifest = new Manifest(content);
            // A package is sealed against other jars; here is only this one.
            manifest.getMainAttributes().remove(Attributes.Name.SEALED);
            return Optional.of(manifest);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the manifest that holds for a file of the class path; empty if it is inside a jar. */
    Optional<Manifest> of(@Nullable URL file) {
        if (file == null || folders.isEmpty() || !file.getProtocol().equals("file")) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(file.toURI());
            // The longest: one element may lie in another.
            return folders.entrySet().stream()
                    .filter(folder -> path.startsWith(folder.getKey()))
                    .max(Map.Entry.comparingByKey((a, b) -> Integer.compare(a.getNameCount(), b.getNameCount())))
                    .map(Map.Entry::getValue);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
