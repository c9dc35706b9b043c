package org.whisperbench.platform.doctor;

import java.nio.file.Path;

/**
 * Something in the cache folder of this user.
 *
 * @param path the file or folder
 * @param what what it is for
 * @param sizeBytes of all files in it
 * @param inUse whether a process uses it now, which may be this one; then it is left alone
 * @param stale whether this installation has no use for it any more; never while it is in use
 */
public record CacheEntry(Path path, String what, long sizeBytes, boolean inUse, boolean stale) {

    CacheEntry(Path path, String what, long sizeBytes, boolean inUse) {
        this(path, what, sizeBytes, inUse, false);
    }
}
