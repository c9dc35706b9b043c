package org.whisperbench.platform.download;

import java.nio.file.Path;
import org.whisperbench.platform.store.hub.ContentHash;

/**
 * A file to fetch.
 *
 * @param name model and path, for people
 * @param sizeBytes its length
 * @param hash its hash
 * @param target where it goes when it is verified
 * @param lock file of the lock that keeps others from fetching it
 * @param replace whether a file that is there is to be replaced unless its hash is right
 * @param source where its bytes come from
 */
record FileTask(
        String name, long sizeBytes, ContentHash hash, Path target, Path lock, boolean replace, FileSource source) {}
