package org.whisperbench.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes jars out of a jar. */
final class Jars {

    private Jars() {}

    /** The same bundle with another version, as its next release would be. */
    static Path version(Path jar, String version, Path to) throws IOException {
        return copy(jar, to, manifest -> manifest.put(new Attributes.Name("Bundle-Version"), version));
    }

    /** The same jar without the header that makes it a bundle. */
    static Path withoutName(Path jar, Path to) throws IOException {
        return copy(jar, to, manifest -> manifest.remove(new Attributes.Name("Bundle-SymbolicName")));
    }

    /** The same bundle, but it needs a package that nobody has. */
    static Path importing(Path jar, String imported, Path to) throws IOException {
        return copy(
                jar,
                to,
                manifest -> manifest.merge(
                        new Attributes.Name("Import-Package"), imported, (before, added) -> before + "," + added));
    }

    private interface Change {
        void to(Attributes manifest);
    }

    private static Path copy(Path jar, Path to, Change change) throws IOException {
        try (JarFile from = new JarFile(jar.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            change.to(manifest.getMainAttributes());
            try (OutputStream out = Files.newOutputStream(to);
                    JarOutputStream copy = new JarOutputStream(out, manifest)) {
                List<JarEntry> entries = Collections.list(from.entries());
                for (JarEntry entry : entries) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        JarEntry copied = new JarEntry(entry.getName());
                        copied.setLastModifiedTime(FileTime.fromMillis(entry.getTime()));
                        copy.putNextEntry(copied);
                        try (InputStream content = from.getInputStream(entry)) {
                            content.transferTo(copy);
                        }
                    }
                }
            }
        }
        return to;
    }
}
