package org.whisperbench.platform.store;

import org.whisperbench.platform.store.hub.HubRepository;

/**
 * A revision in the hub's cache.
 *
 * @param repository its repository
 * @param commit 40 hexadecimal digits
 */
record CachedRevision(HubRepository repository, String commit) {

    /** {@code OWNER/NAME@COMMIT}. */
    String display() {
        return repository.name().id() + "@" + commit;
    }
}
