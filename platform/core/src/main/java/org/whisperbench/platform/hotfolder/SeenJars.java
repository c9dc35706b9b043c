package org.whisperbench.platform.hotfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    void remember(Bundle bundle, Path jar) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(entry(bundle), state(jar));
    }

    boolean isUnchanged(Bundle bundle, Path jar) throws IOException {
        Path entry = entry(bundle);
        return Files.isRegularFile(entry) && Files.readString(entry).equals(state(jar));
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

    private static String state(Path jar) throws IOException {
        return Files.size(jar) + " " + Files.getLastModifiedTime(jar).toInstant();
    }
}
