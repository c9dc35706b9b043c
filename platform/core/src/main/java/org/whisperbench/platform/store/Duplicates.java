package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds contents that are kept more than once, by hashes that are known without reading. */
final class Duplicates {

    private final Map<String, List<Path>> places = new LinkedHashMap<>();

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

    List<Inventory.Duplicate> found() throws IOException {
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
