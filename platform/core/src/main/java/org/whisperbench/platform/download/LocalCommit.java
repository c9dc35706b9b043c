package org.whisperbench.platform.download;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;

/**
 * The commit of a revision that is on the disk.
 *
 * @param commit 40 hexadecimal digits
 * @param named whether the revision is that commit or a reference names it; else it is the only one where nothing has a name
 */
record LocalCommit(String commit, boolean named) {

    /** Looks for it. Which commit a branch or tag is that no reference has, only a hub can tell. */
    static Optional<LocalCommit> of(HubRepository repository, String revision) throws IOException {
        if (HubRepository.isCommit(revision)) {
            return Optional.of(new LocalCommit(revision, true));
        }
        Map<String, String> references = repository.references();
        String named = references.getOrDefault(revision, "").strip();
        if (HubRepository.isCommit(named)) {
            return Optional.of(new LocalCommit(named, true));
        }
        List<String> commits = repository.commits();
        return references.isEmpty() && commits.size() == 1 && revision.equals(HubCache.MAIN)
                ? Optional.of(new LocalCommit(commits.get(0), false))
                : Optional.empty();
    }
}
