package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.whisperbench.platform.store.hub.HubRepository;

/** Sums up lengths of files, each physical file once, whatever names it has. */
final class PhysicalFiles {

    private final Set<Object> seen = new HashSet<>();

    /** The length in bytes of a file that was not counted yet; links count nothing. */
    long add(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = attributes.fileKey();
            boolean first = attributes.isRegularFile() && seen.add(key == null ? file : key);
            return first ? attributes.size() : 0;
        } catch (NoSuchFileException e) {
            return 0; // another process deleted it meanwhile
        }
    }

    /** The lengths of all files below a folder that were not counted yet. */
    long addAll(Path folder) throws IOException {
        long bytes = 0;
        for (Path file : HubRepository.files(folder)) {
            bytes += add(file);
        }
        return bytes;
    }
}
