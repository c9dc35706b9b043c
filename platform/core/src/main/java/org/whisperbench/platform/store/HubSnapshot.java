package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.ModelSource;

/**
 * The snapshot folder of a repository in the cache of a Hugging Face compatible hub.
 *
 * <p>Layout, from huggingface_hub's guide "Manage your cache": {@code models--OWNER--NAME/refs/REVISION} holds a commit,
 * {@code models--OWNER--NAME/snapshots/COMMIT/} the files.
 */
sealed interface HubSnapshot {

    /** The snapshot is there. */
    record Found(Path directory) implements HubSnapshot {}

    /** It is not. */
    record Missing(DiskState state) implements HubSnapshot {}

    static HubSnapshot find(Path hub, ModelSource.Repository repository) {
        Path folder = hub.resolve("models--" + repository.id().replace("/", "--"));
        if (!Files.isDirectory(folder)) {
            return new Missing(new DiskState.Absent(List.of(folder)));
        }
        Path snapshots = folder.resolve("snapshots");
        Path byCommit = snapshots.resolve(repository.revision()).normalize();
        if (byCommit.startsWith(snapshots) && !byCommit.equals(snapshots) && Files.isDirectory(byCommit)) {
            return new Found(byCommit);
        }
        Path reference = folder.resolve("refs").resolve(repository.revision()).normalize();
        if (!reference.startsWith(folder) || !Files.isRegularFile(reference)) {
            return new Missing(new DiskState.Absent(List.of(byCommit, reference)));
        }
        return follow(reference, snapshots);
    }

    private static HubSnapshot follow(Path reference, Path snapshots) {
        try {
            String commit = Files.readString(reference).strip();
            if (!commit.matches("[0-9a-f]{40}")) {
                return damaged(reference, "does not name a commit");
            }
            Path snapshot = snapshots.resolve(commit);
            return Files.isDirectory(snapshot)
                    ? new Found(snapshot)
                    : damaged(reference, "names commit " + commit + ", which has no snapshot");
        } catch (IOException e) {
            return damaged(reference, "cannot be read: " + e.getMessage());
        }
    }

    private static Missing damaged(Path reference, String problem) {
        return new Missing(new DiskState.ReferenceDamaged(reference, problem));
    }
}
