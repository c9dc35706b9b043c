package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the content of a bundle into a folder. */
final class BundleExport {

    private static final Logger LOG = LoggerFactory.getLogger(BundleExport.class);

    private final Bundle bundle;

    BundleExport(Bundle bundle) {
        this.bundle = bundle;
    }

    /** Writes beside the folder, which is there only when it is whole. */
    void to(Path folder) throws IOException {
        long start = System.nanoTime();
        Path unfinished = Files.createTempDirectory(folder.getParent(), "unfinished-");
        try {
            // A framework whose storage was named by a relative path has a dot in its own.
            write("/", unfinished.normalize());
            Files.move(unfinished, folder);
        } catch (IllegalStateException e) {
            throw new IOException("bundle '" + bundle.getSymbolicName() + "' was uninstalled meanwhile", e);
        } finally {
            Folders.delete(unfinished);
        }
        LOG.debug(
                "content of bundle '{}' {} was exported in {} ms",
                bundle.getSymbolicName(),
                bundle.getVersion(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private void write(String directory, Path root) throws IOException {
        Enumeration<String> entries = bundle.getEntryPaths(directory);
        for (String entry : entries == null ? Collections.<String>emptyList() : Collections.list(entries)) {
            Path target = root.resolve(entry).normalize();
            if (!target.startsWith(root) || target.equals(root)) {
                throw new IOException("entry '" + entry + "' leads out of the bundle");
            }
            if (entry.endsWith("/")) {
                Files.createDirectories(target);
                write(entry, root);
            } else {
                copy(entry, target);
            }
        }
    }

    private void copy(String entry, Path target) throws IOException {
        URL content = bundle.getEntry(entry);
        if (content == null) {
            throw new IOException("entry '" + entry + "' cannot be read");
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = content.openStream()) {
            Files.copy(in, target);
        }
    }
}
