package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * What to do to a revision.
 *
 * @param repository where it is kept
 * @param revision what is to name it: the branch or tag that was asked for, or the commit itself
 * @param listing all files of the commit
 * @param files those that are wanted
 * @param fetch paths of those whose content is to be fetched
 * @param standing what becomes of contents that are there under their names
 * @param published hashes by path that contents must have, whatever the listing says
 */
record FilePlan(
        HubRepository repository,
        String revision,
        Listing listing,
        List<TreeFile> files,
        Set<String> fetch,
        Standing standing,
        Map<String, ContentHash> published) {

    FilePlan {
        files = List.copyOf(files);
        fetch = Set.copyOf(fetch);
        published = Map.copyOf(published);
    }

    String commit() {
        return listing.commit();
    }

    /** The same by another word for its listing. */
    FilePlan of(Listing other) {
        return new FilePlan(repository, revision, other, files, fetch, standing, published);
    }

    List<TreeFile> toFetch() {
        return files.stream().filter(f -> fetch.contains(f.path())).toList();
    }

    long sizeBytes() {
        return files.stream().mapToLong(TreeFile::sizeBytes).sum();
    }

    /** The hashes that must be right besides that of the listing, of all paths that have a content. */
    List<ContentHash> published(TreeFile content) {
        return files.stream()
                .filter(f -> f.etag().equals(content.etag()) && published.containsKey(f.path()))
                .map(f -> published.get(f.path()))
                .distinct()
                .toList();
    }

    /** Whether a file is what is wanted. */
    boolean isContent(TreeFile wanted, Path file) throws IOException, InterruptedException {
        List<ContentHash> hashes = new ArrayList<>(published(wanted));
        wanted.hash().ifPresent(hash -> hashes.add(0, hash));
        for (ContentHash hash : hashes.stream().distinct().toList()) {
            if (!hash.isOf(file)) {
                return false;
            }
        }
        return true;
    }
}
