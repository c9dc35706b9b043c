package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.whisperbench.testkit.TestFramework;
import org.whisperbench.testkit.rogue.RogueBackend;

/** Jars of bundles with the rogue in them. */
final class BundleJars {

    private BundleJars() {}

    /** Writes a bundle with further headers and entries. */
    static Path write(Path jar, Map<String, String> headers, Map<String, byte[]> entries) throws IOException {
        Path plain = jar.resolveSibling(jar.getFileName() + ".plain");
        List<Class<?>> classes = new ArrayList<>(RogueBackend.classes());
        if (headers.containsKey("Bundle-NativeCode")) {
            classes.add(LibraryBackend.class);
        }
        TestFramework.writeBackend(plain, "1.0.0", List.of(), classes);
        try (JarFile from = new JarFile(plain.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            headers.forEach(manifest.getMainAttributes()::putValue);
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream to = new JarOutputStream(out, manifest)) {
                copy(from, to, entries.keySet());
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    to.putNextEntry(new JarEntry(entry.getKey()));
                    to.write(entry.getValue());
                }
            }
        }
        Files.delete(plain);
        return jar;
    }

    private static void copy(JarFile from, JarOutputStream to, Set<String> replaced) throws IOException {
        for (JarEntry entry : Collections.list(from.entries())) {
            if (!entry.getName().equals(JarFile.MANIFEST_NAME) && !replaced.contains(entry.getName())) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (InputStream content = from.getInputStream(entry)) {
                    content.transferTo(to);
                }
            }
        }
    }
}
