package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.Bundle;

/** Bundles that the framework reads where they lie. */
final class InPlace {

    private static final String REFERENCE = "reference:";
    private static final String PREFIX = REFERENCE + "file:";

    private InPlace() {}

    /**
     * Returns the jar or folder of a bundle; empty unless it is certain that it holds what the framework uses. A bundle keeps
     * its location when it is updated from a stream, and a file may be replaced without the framework's knowing.
     */
    static Optional<Path> of(Bundle bundle) throws IOException {
        Optional<Path> file = file(bundle.getLocation());
        return file.isPresent() && isUnchanged(bundle, file.get()) ? file : Optional.empty();
    }

    /** Some frameworks know references that are no paths: relative to the installation, or not encoded. */
    private static Optional<Path> file(String location) {
        if (!location.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(URI.create(location.substring(REFERENCE.length())));
            return Files.exists(path) ? Optional.of(path) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isUnchanged(Bundle bundle, Path file) throws IOException {
        URL used = bundle.getEntry(JarFile.MANIFEST_NAME);
        if (used == null || Files.getLastModifiedTime(file).toMillis() > bundle.getLastModified()) {
            return false;
        }
        try (InputStream content = used.openStream()) {
            return Arrays.equals(content.readAllBytes(), manifest(file));
        }
    }

    private static byte[] manifest(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            Path manifest = file.resolve(JarFile.MANIFEST_NAME);
            return Files.exists(manifest) ? Files.readAllBytes(manifest) : new byte[0];
        }
        try (ZipFile jar = new ZipFile(file.toFile())) {
            ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
            return entry == null ? new byte[0] : jar.getInputStream(entry).readAllBytes();
        }
    }
}
