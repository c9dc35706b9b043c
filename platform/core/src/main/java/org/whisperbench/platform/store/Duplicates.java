package org.whisperbench.platform.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.platform.store.hub.ContentHash;

/**
 * Finds contents that are kept more than once: by hashes that are known without reading, and by reading large files of
 * which no hash is known where another file has the same length.
 */
final class Duplicates {

    private static final long LARGE_BYTES = 1L << 20;

    private final Map<String, List<Path>> places = new LinkedHashMap<>();
    private final Map<Long, List<Path>> unknown = new LinkedHashMap<>();

    /** Notes where a content is; another name of a file that is known already is not another place. */
    void add(String hash, Path place) throws IOException {
        List<Path> known = places.computeIfAbsent(hash, h -> new ArrayList<>());
        for (Path other : known) {
            if (Files.isSameFile(other, place)) {
                return;
            }
        }
        known.add(place);
    }

    /** Notes a file of which nobody wrote down the hash. */
    void addUnknown(Path file) throws IOException {
        long size = Files.size(file);
        if (size >= LARGE_BYTES) {
            unknown.computeIfAbsent(size, s -> new ArrayList<>()).add(file);
        }
    }

    private void hashWhatMayBeEqual() throws IOException {
        Map<Long, Integer> known = new HashMap<>();
        for (List<Path> same : places.values()) {
            known.merge(Files.size(same.get(0)), 1, Integer::sum);
        }
        for (Map.Entry<Long, List<Path>> same : unknown.entrySet()) {
            if (same.getValue().size() + known.getOrDefault(same.getKey(), 0) > 1) {
                for (Path file : same.getValue()) {
                    add(sha256(file), file);
                }
            }
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return ContentHash.of(file, ContentHash.Algorithm.SHA256).hex();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while hashing '" + file + "'");
        }
    }

    List<Inventory.Duplicate> found() throws IOException {
        hashWhatMayBeEqual();
        List<Inventory.Duplicate> found = new ArrayList<>();
        for (Map.Entry<String, List<Path>> entry : places.entrySet()) {
            long size = Files.size(entry.getValue().get(0));
            if (entry.getValue().size() > 1 && size > 0) {
                found.add(new Inventory.Duplicate(entry.getKey(), size, entry.getValue()));
            }
        }
        return found;
    }
}
