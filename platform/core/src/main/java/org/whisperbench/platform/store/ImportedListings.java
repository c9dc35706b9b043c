package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/** The listings of an archive, held against its contents and links before one of them gets its name. */
final class ImportedListings {

    private final Map<CachedRevision, Tree> listings = new LinkedHashMap<>();
    private final Map<String, Long> lengths = new LinkedHashMap<>();

    void add(CachedRevision revision, Tree listing) {
        listings.put(revision, listing);
    }

    /** Notes a content of the archive, which was verified by its hash. */
    void verified(String etag, long sizeBytes) {
        lengths.put(etag, sizeBytes);
    }

    /** Fails if a listing contradicts what the archive holds. */
    void check(Map<CachedRevision, Map<String, String>> links) throws IOException {
        for (Map.Entry<CachedRevision, Tree> listing : listings.entrySet()) {
            Map<String, String> linked = links.getOrDefault(listing.getKey(), Map.of());
            Optional<TreeFile> wrong = wrong(listing.getValue(), linked);
            if (wrong.isPresent()) {
                throw new IOException("its listing of '%s' contradicts its content of '%s'; export the model again"
                        .formatted(listing.getKey().display(), wrong.get().path()));
            }
        }
    }

    private Optional<TreeFile> wrong(Tree listing, Map<String, String> linked) {
        return listing.files().values().stream()
                .filter(file -> lengths.getOrDefault(file.etag(), file.sizeBytes()) != file.sizeBytes()
                        || !linked.getOrDefault(file.path(), file.etag()).equals(file.etag()))
                .findFirst();
    }

    /** Writes those that are not there. One that is there and fits the contents of the archive stays as it is. */
    void write(Map<CachedRevision, Map<String, String>> links) throws IOException {
        for (Map.Entry<CachedRevision, Tree> listing : listings.entrySet()) {
            CachedRevision revision = listing.getKey();
            Path file = revision.repository().tree(revision.commit());
            boolean stays = Tree.read(file)
                    .filter(kept ->
                            wrong(kept, links.getOrDefault(revision, Map.of())).isEmpty())
                    .isPresent();
            if (!stays) {
                listing.getValue().write(file);
            }
        }
    }
}
