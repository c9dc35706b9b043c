package org.whisperbench.platform.download;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.platform.store.hub.ContentHash;

/**
 * A file to fetch.
 *
 * @param name model and path, for people
 * @param sizeBytes its length
 * @param hash its hash, as it is listed
 * @param published hashes that it must have besides, whatever the listing says
 * @param target where it goes when it is verified
 * @param lock file of the lock that keeps others from fetching it
 * @param standing what becomes of a file that is there
 * @param source where its bytes come from
 */
record FileTask(
        String name,
        long sizeBytes,
        ContentHash hash,
        List<ContentHash> published,
        Path target,
        Path lock,
        Standing standing,
        FileSource source) {

    FileTask {
        published = List.copyOf(published);
    }
}
