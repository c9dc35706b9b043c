package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.Examination;
import org.whisperbench.platform.store.FileState;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.PendingFiles;

/**
 * A commit on the disk without a listing, as clients before huggingface_hub 1.22 leave it: its files are judged by the names
 * of their contents. Which files belong to it besides nothing tells.
 *
 * @param repository where it is
 * @param wanted what is wanted of it
 * @param store looks at files
 */
record UnlistedRevision(HubRepository repository, Wanted wanted, ModelStore store) {

    /** What can be said of it without the network. */
    Outcome outcome(Optional<LocalCommit> local, ModelStore.Depth depth) throws IOException, InterruptedException {
        RepositoryOutcomes outcomes = new RepositoryOutcomes(wanted, repository);
        List<String> files = wanted.files().stream().map(ModelFile::path).toList();
        Optional<String> commit = local.map(LocalCommit::commit).filter(c -> Files.isDirectory(repository.snapshot(c)));
        if (commit.isEmpty() || !PendingFiles.begun(repository).isEmpty()) {
            return outcomes.missing(files);
        }
        Optional<Examination> look = examine(commit.get(), depth);
        if (look.isPresent() && look.get().state() instanceof DiskState.Present present) {
            return outcomes.there(commit.get(), present);
        }
        List<String> wrong = look.isPresent()
                ? look.get().damaged().stream().map(FileState::path).toList()
                : files;
        return depth == ModelStore.Depth.HASHES ? outcomes.damaged(wrong) : outcomes.missing(wrong);
    }

    /** What is there of a commit; nothing if no file of it is there that is wanted. */
    private Optional<Examination> examine(String commit, ModelStore.Depth depth) throws InterruptedException {
        String id = repository.name().id();
        List<ModelFile> files = wanted.files();
        if (files.isEmpty()) {
            Patterns patterns = new Patterns(wanted.include(), wanted.exclude());
            files = store.describe(id + "@" + commit).files().stream()
                    .filter(file -> patterns.fit(file.path()))
                    .toList();
        }
        ModelDescriptor model = ModelDescriptor.builder("wanted", new ModelSource.Repository(id, commit))
                .files(files)
                .build();
        return files.isEmpty() ? Optional.empty() : Optional.of(store.examine(model, depth));
    }
}
