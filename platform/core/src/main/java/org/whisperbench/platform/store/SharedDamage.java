package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.whisperbench.platform.store.FileState.Finding;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.RepositoryName;
import org.whisperbench.platform.store.hub.SharedBlobs;

/**
 * Tells who else is hit when a damaged content is one that repositories share: mending one of them mends no other.
 *
 * @param cache the cache with the shared store
 */
record SharedDamage(HubCache cache) {

    /** The state, with the repositories that use the same physical file in its problem. */
    FileState named(FileState state) {
        if (state.isSound() || state.finding() == Finding.MISSING || !Files.isSymbolicLink(state.location())) {
            return state;
        }
        List<String> users = users(state.location());
        if (users.isEmpty()) {
            return state;
        }
        return new FileState(
                state.path(),
                state.location(),
                state.finding(),
                state.actualBytes(),
                state.expectedBytes(),
                state.problem() + ", in a file shared by '" + String.join("', '", users) + "'");
    }

    private List<String> users(Path entry) {
        SharedBlobs shared = cache.shared();
        try {
            Path blob = entry.resolveSibling(Files.readSymbolicLink(entry))
                    .toAbsolutePath()
                    .normalize();
            return shared.target(blob).flatMap(shared::users).orElse(List.of()).stream()
                    .map(user -> cache.root().relativize(user).getName(0).toString())
                    .map(RepositoryName::ofFolder)
                    .flatMap(Optional::stream)
                    .map(RepositoryName::id)
                    .distinct()
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            return List.of();
        }
    }
}
