package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * Unpacks zip files that nobody here made. A name that leads out of the folder, a name that is there twice, and more than
 * the limits refuse the whole file, and so do the drives and backslashes that the format forbids (PKWARE's APPNOTE, section
 * 4.4.17). Links are written as the small files that they are.
 *
 * @param most how many bytes all files together may have
 */
record ZipContent(long most) {

    private static final int MOST_FILES = 100_000;
    private static final int BLOCK_BYTES = 1 << 16;

    /** Writes every file of an archive below a folder. */
    void unpack(Path archive, Path folder) throws IOException, InterruptedException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            requireSafe(entries);
            long written = 0;
            for (ZipEntry entry : entries) {
                if (!entry.isDirectory()) {
                    written += write(zip, entry, folder, most - written);
                }
            }
        } catch (ZipException e) {
            throw new Backoff.Final("it is no usable zip file: " + e.getMessage(), e);
        }
    }

    private static void requireSafe(List<? extends ZipEntry> entries) throws IOException {
        if (entries.size() > MOST_FILES) {
            throw new Backoff.Final("it has %d files, more than %d".formatted(entries.size(), MOST_FILES));
        }
        Set<String> seen = new HashSet<>();
        for (ZipEntry entry : entries) {
            String path = entry.isDirectory() ? entry.getName().replaceAll("/$", "") : entry.getName();
            if (!TreeFile.isSafe(path) || path.contains("\\") || path.contains(":")) {
                throw new Backoff.Final("its name '%s' leads out of the folder".formatted(path));
            }
            if (!seen.add(path.toLowerCase(Locale.ROOT))) {
                throw new Backoff.Final("it has '%s' twice".formatted(path));
            }
        }
    }

    private static long write(ZipFile zip, ZipEntry entry, Path folder, long most)
            throws IOException, InterruptedException {
        Path target = folder.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        long written = 0;
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = zip.getInputStream(entry);
                var out = Files.newOutputStream(target)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                written += n;
                if (written > most) {
                    throw new TooLarge(most);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while unpacking '" + zip.getName() + "'");
                }
                out.write(block, 0, n);
            }
        }
        return written;
    }

    /** Its contents are longer than they may be. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("it unpacks to more than %d bytes".formatted(most));
        }
    }
}
