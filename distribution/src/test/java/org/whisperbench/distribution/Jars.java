package org.whisperbench.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Objects;
import java.util.function.Predicate;
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

    /** A bundle that has a package, and nothing in it. */
    static Path exporting(String exported, Path to) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", exported);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Export-Package", exported);
        try (OutputStream out = Files.newOutputStream(to)) {
            new JarOutputStream(out, manifest).close();
        }
        return to;
    }

    /** The same bundle with another version, and what another jar has of the entries that begin so instead of its own. */
    static Path replacing(Path jar, String version, Path other, String prefix, Path to) throws IOException {
        Path without = to.resolveSibling(to.getFileName() + ".part");
        copy(
                jar,
                without,
                m -> m.put(new Attributes.Name("Bundle-Version"), version),
                name -> !name.startsWith(prefix));
        try (JarFile from = new JarFile(without.toFile());
                JarFile added = new JarFile(other.toFile());
                OutputStream out = Files.newOutputStream(to);
                JarOutputStream all = new JarOutputStream(out, from.getManifest())) {
            copy(from, all, name -> !name.equals(JarFile.MANIFEST_NAME));
            copy(added, all, name -> name.startsWith(prefix) && !name.endsWith("/"));
        }
        Files.delete(without);
        return to;
    }

    /** A bundle with one class, its activator, that may use what other bundles export. */
    static Path activator(Class<?> type, Path to) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test-activator");
        headers.putValue("Bundle-Activator", type.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        headers.putValue("DynamicImport-Package", "org.whisperbench.*");
        String entry = type.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(to);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                InputStream content = type.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(content, entry).transferTo(jar);
        }
        return to;
    }

    private interface Change {
        void to(Attributes manifest);
    }

    private static Path copy(Path jar, Path to, Change change) throws IOException {
        return copy(jar, to, change, name -> true);
    }

    private static Path copy(Path jar, Path to, Change change, Predicate<String> kept) throws IOException {
        try (JarFile from = new JarFile(jar.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            change.to(manifest.getMainAttributes());
            try (OutputStream out = Files.newOutputStream(to);
                    JarOutputStream copy = new JarOutputStream(out, manifest)) {
                copy(from, copy, kept.and(name -> !name.equals(JarFile.MANIFEST_NAME)));
            }
        }
        return to;
    }

    private static void copy(JarFile from, JarOutputStream to, Predicate<String> kept) throws IOException {
        for (JarEntry entry : Collections.list(from.entries())) {
            if (kept.test(entry.getName())) {
                JarEntry copied = new JarEntry(entry.getName());
                copied.setLastModifiedTime(FileTime.fromMillis(entry.getTime()));
                to.putNextEntry(copied);
                try (InputStream content = from.getInputStream(entry)) {
                    content.transferTo(to);
                }
            }
        }
    }
}
