package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.PendingFiles;
import org.whisperbench.platform.store.hub.RepositoryName;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/** Finds revisions in the hub's cache by the names that users type. */
final class CachedRevisions {

    private final HubCache cache;

    CachedRevisions(HubCache cache) {
        this.cache = cache;
    }

    /** All revisions that some names stand for: each of a repository, or the one after {@code @}. */
    List<CachedRevision> find(Collection<String> names) {
        List<CachedRevision> found = new ArrayList<>();
        for (String name : names) {
            if (name.contains("@")) {
                found.add(one(name));
            } else {
                HubRepository repository = repository(name);
                StoreFailure.guard("read", repository.folder(), repository::commits)
                        .forEach(commit -> found.add(new CachedRevision(repository, commit)));
            }
        }
        return found.stream().distinct().toList();
    }

    /** One revision: the one after {@code @}, else what {@code main} names, else the only one. */
    CachedRevision one(String name) {
        int at = name.indexOf('@');
        HubRepository repository = repository(at < 0 ? name : name.substring(0, at));
        String revision = at < 0 ? "main" : name.substring(at + 1);
        return StoreFailure.guard("read", repository.folder(), () -> commit(repository, revision, at < 0))
                .map(commit -> new CachedRevision(repository, commit))
                .orElseThrow(() -> missing("'%s' has no revision '%s' in '%s'; run 'whisperbench models'"
                        .formatted(repository.name().id(), revision, cache.root())));
    }

    private static Optional<String> commit(HubRepository repository, String revision, boolean orTheOnlyOne)
            throws IOException {
        List<String> commits = repository.commits();
        String named = repository.references().getOrDefault(revision, revision).strip();
        if (commits.contains(named)) {
            return Optional.of(named);
        }
        List<String> beginning = commits.stream()
                .filter(c -> revision.length() >= 7 && c.startsWith(revision))
                .toList();
        if (beginning.size() == 1) {
            return Optional.of(beginning.get(0));
        }
        return orTheOnlyOne && commits.size() == 1 ? Optional.of(commits.get(0)) : Optional.empty();
    }

    private HubRepository repository(String id) {
        if (!RepositoryName.isValid(id)) {
            throw new WhisperException(
                    ErrorKind.USER, "'%s' is not OWNER/NAME of a repository; run 'whisperbench models'".formatted(id));
        }
        for (RepositoryName.Kind kind : RepositoryName.Kind.values()) {
            HubRepository repository = cache.repository(new RepositoryName(kind, id));
            if (Files.isDirectory(repository.folder())) {
                return repository;
            }
        }
        throw missing("'%s' is not in '%s'; run 'whisperbench models'".formatted(id, cache.root()));
    }

    private static WhisperException missing(String message) {
        return new WhisperException(ErrorKind.MISSING_MODEL, message);
    }

    /** The revisions in which models are, as far as they are in the cache. */
    List<CachedRevision> of(Collection<ModelDescriptor> models) throws IOException {
        List<CachedRevision> found = new ArrayList<>();
        for (ModelDescriptor model : models) {
            if (model.source() instanceof ModelSource.Repository source && RepositoryName.isValid(source.id())) {
                HubRepository repository = cache.repository(RepositoryName.model(source.id()));
                commit(repository, source.revision(), true)
                        .ifPresent(commit -> found.add(new CachedRevision(repository, commit)));
            }
        }
        return found;
    }

    ModelDescriptor describe(String name) {
        CachedRevision revision = one(name);
        HubRepository repository = revision.repository();
        List<ModelFile> files = StoreFailure.guard("read", repository.folder(), () -> files(revision));
        if (files.isEmpty()) {
            throw missing("'%s' has no files in the cache".formatted(revision.display()));
        }
        String id = repository.name().id();
        String source =
                name.contains("@") ? name.substring(name.indexOf('@') + 1) : named(repository, revision.commit());
        return ModelDescriptor.builder(id, new ModelSource.Repository(id, source))
                .files(files)
                .build();
    }

    private static String named(HubRepository repository, String commit) {
        Map<String, String> references = StoreFailure.guard("read", repository.folder(), repository::references);
        return references.getOrDefault("main", "").strip().equals(commit) ? "main" : commit;
    }

    /** What the snapshot has, and what the listing names where any part of it is there, a download that did not end, too. */
    private static List<ModelFile> files(CachedRevision revision) throws IOException {
        HubRepository repository = revision.repository();
        Path snapshot = repository.snapshot(revision.commit());
        Set<String> paths = new TreeSet<>();
        for (Path file : HubRepository.files(snapshot)) {
            paths.add(TreeFile.path(snapshot, file));
        }
        paths.addAll(PendingFiles.of(repository, revision.commit()).paths());
        Set<String> begun = PendingFiles.begun(repository);
        Tree.read(repository.tree(revision.commit()))
                .ifPresent(tree -> tree.files().values().stream()
                        .filter(f -> TreeFile.isSafe(f.path())
                                && (begun.contains(f.etag()) || Files.exists(repository.blob(f.etag()))))
                        .forEach(f -> paths.add(f.path())));
        return paths.stream().map(ModelFile::unverified).toList();
    }

    String pin(String name, boolean pinned) {
        CachedRevision revision = one(name);
        Path mark = revision.repository().pin(revision.commit());
        mark(mark, pinned);
        return revision.commit();
    }

    static void mark(Path mark, boolean pinned) {
        StoreFailure.guard(pinned ? "write" : "delete", mark, () -> {
            if (pinned) {
                Files.createDirectories(mark.getParent());
                Files.write(mark, new byte[0]);
            } else {
                Files.deleteIfExists(mark);
            }
            return mark;
        });
    }
}
