package org.whisperbench.platform.hotfolder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;

/**
 * Remembers from which state of a jar each bundle was made, across runs: the framework keeps bundles in its cache, and a
 * jar that did not change since need not be copied again.
 */
final class SeenJars {

    private final Path folder;

    SeenJars(Path folder) {
        this.folder = folder;
    }

    void remember(Bundle bundle, String state) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(entry(bundle), state);
    }

    boolean isUnchanged(Bundle bundle, String state) throws IOException {
        Path entry = entry(bundle);
        return Files.isRegularFile(entry) && Files.readString(entry).equals(state);
    }

    void forget(Bundle bundle) {
        try {
            Files.deleteIfExists(entry(bundle));
        } catch (IOException e) {
            // Bundle ids are never used again, so a left-over entry does no harm.
            return;
        }
    }

    private Path entry(Bundle bundle) {
        return folder.resolve(Long.toString(bundle.getBundleId()));
    }

    /**
     * Tells one content of a jar from another by the checksums of its entries. Size and date would not do: jars that are
     * built reproducibly all have the same date.
     */
    static String state(Path jar) throws IOException {
        CRC32 sum = new CRC32();
        try (JarFile content = new JarFile(jar.toFile(), false)) {
            content.stream()
                    .map(entry -> entry.getName() + " " + entry.getCrc() + " " + entry.getSize() + "\n")
                    .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Files.size(jar) + " " + Long.toHexString(sum.getValue());
    }
}
