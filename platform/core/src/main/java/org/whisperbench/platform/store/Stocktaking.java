package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.whisperbench.platform.store.Inventory.Leftover;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.RepositoryName;
import org.whisperbench.platform.store.hub.SharedBlobs;

/** Lists what is kept. */
final class Stocktaking {

    private final HubCache cache;
    private final List<OtherFolder> others;
    private final Path web;
    private final PhysicalFiles counted = new PhysicalFiles();
    private final List<Inventory.Repository> repositories = new ArrayList<>();
    private final List<Leftover> leftovers = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Duplicates duplicates = new Duplicates();

    /**
     * Prepares.
     *
     * @param web where models are kept that come from no hub
     */
    Stocktaking(HubCache cache, List<OtherFolder> others, Path web) {
        this.cache = cache;
        this.others = others;
        this.web = web;
    }

    Inventory take() throws IOException {
        SharedBlobs shared = cache.shared();
        long total = 0;
        for (HubRepository repository : cache.repositories()) {
            total += take(repository, shared);
        }
        for (Path content : shared.contents()) {
            if (shared.users(content).filter(List::isEmpty).isPresent()) {
                leftovers.add(new Leftover(Leftover.Kind.SHARED_ORPHAN, content, "", Files.size(content)));
            }
        }
        lookAtWeb();
        lookAround();
        total += counted.addAll(cache.root());
        List<Inventory.Other> kept = new OtherModels(others, duplicates).list();
        return new Inventory(cache.root(), total, repositories, leftovers, kept, duplicates.found(), warnings);
    }

    /** Returns how much of a repository is below the cache: nothing of one that is a link to another place. */
    private long take(HubRepository repository, SharedBlobs shared) throws IOException {
        if (repository.isLinked()) {
            Path folder = repository.folder().toRealPath();
            repositories.add(
                    repository(RepositoryContents.read(repository), new PhysicalFiles().addAll(folder), shared));
            warnings.add("'%s' is a link to '%s', which is not counted in the sum and never deleted"
                    .formatted(repository.name().id(), folder));
            return 0;
        }
        RepositoryContents contents = RepositoryContents.read(repository);
        long bytes = counted.addAll(repository.folder());
        repositories.add(repository(contents, bytes, shared));
        look(contents);
        return bytes;
    }

    private Inventory.Repository repository(RepositoryContents contents, long bytes, SharedBlobs shared)
            throws IOException {
        HubRepository repository = contents.repository();
        Set<Path> targets = new HashSet<>();
        long sharedBytes = 0;
        for (Path blob : contents.blobs()) {
            Optional<Path> target = shared.target(blob);
            if (target.isPresent() && Files.isRegularFile(target.get()) && targets.add(target.get())) {
                sharedBytes += Files.size(target.get());
            }
        }
        List<Inventory.Revision> revisions = new ArrayList<>();
        for (String commit : contents.snapshots().keySet()) {
            revisions.add(revision(contents, commit));
        }
        RepositoryName name = repository.name();
        return new Inventory.Repository(
                name.id(),
                name.kind().name().toLowerCase(Locale.ROOT),
                repository.folder(),
                bytes,
                sharedBytes,
                revisions);
    }

    private static Inventory.Revision revision(RepositoryContents contents, String commit) throws IOException {
        long bytes = 0;
        int files = 0;
        int missing = 0;
        for (Path entry : HubRepository.files(contents.repository().snapshot(commit))) {
            files++;
            if (Files.isRegularFile(entry)) {
                bytes += Files.size(entry);
            } else {
                missing++;
            }
        }
        boolean pinned = Files.exists(contents.repository().pin(commit));
        return new Inventory.Revision(commit, contents.named(commit), pinned, files, missing, bytes);
    }

    private void look(RepositoryContents contents) throws IOException {
        String id = contents.repository().name().id();
        for (Path partial : contents.partials()) {
            leftovers.add(new Leftover(Leftover.Kind.PARTIAL, partial, id, Files.size(partial)));
        }
        for (Path orphan : contents.orphans()) {
            long size = Files.isRegularFile(orphan) ? Files.size(orphan) : 0;
            leftovers.add(new Leftover(Leftover.Kind.ORPHAN, orphan, id, size));
        }
        for (Path blob : contents.blobs()) {
            Optional<ContentHash> hash =
                    ContentHash.ofBlobName(blob.getFileName().toString());
            if (hash.isPresent() && Files.isRegularFile(blob)) {
                duplicates.add(hash.get().hex(), blob);
            }
        }
        warn(contents, id);
    }

    private void lookAtWeb() throws IOException {
        PhysicalFiles once = new PhysicalFiles();
        for (WebLeftover left : WebLeftover.in(web)) {
            Leftover.Kind kind = left.isComplete() ? Leftover.Kind.NOT_INSTALLED : Leftover.Kind.PARTIAL;
            leftovers.add(new Leftover(kind, left.path(), left.subject(), left.bytes(once)));
        }
    }

    private void warn(RepositoryContents contents, String id) throws IOException {
        for (String reference : contents.repository().unreadableReferences()) {
            warnings.add("'%s' has a reference '%s' that is no file or cannot be read; delete '%s'"
                    .formatted(id, reference, contents.repository().folder().resolve("refs/" + reference)));
        }
        for (Map.Entry<String, String> reference : contents.references().entrySet()) {
            if (!contents.snapshots().containsKey(reference.getValue())) {
                warnings.add("'%s' has a reference '%s' to a commit without files; a download of it repairs that"
                        .formatted(id, reference.getKey()));
            }
        }
        for (Inventory.Revision revision :
                repositories.get(repositories.size() - 1).revisions()) {
            if (revision.missing() > 0) {
                warnings.add("'%s@%s' has %d of %d files missing; run 'whisperbench repair %s@%s'"
                        .formatted(id, revision.commit(), revision.missing(), revision.files(), id, revision.commit()));
            }
        }
    }

    private void lookAround() throws IOException {
        if (!cache.symbolicLinks()) {
            warnings.add("symbolic links are off (HF_HUB_DISABLE_SYMLINKS): new snapshots hold hard links or copies");
        }
        if (Files.exists(cache.root()) && !Files.isDirectory(cache.root())) {
            warnings.add("'%s' is no folder; correct HF_HUB_CACHE or HF_HOME".formatted(cache.root()));
        }
        for (Path entry : HubCache.children(cache.root())) {
            String name = entry.getFileName().toString();
            boolean expected = List.of(".locks", "CACHEDIR.TAG", ".DS_Store", "Thumbs.db", "desktop.ini", "version.txt")
                            .contains(name)
                    || (name.equals("blobs") && cache.shared().exists())
                    || (RepositoryName.ofFolder(name).isPresent() && Files.isDirectory(entry));
            if (!expected) {
                warnings.add("'%s' is no part of a hub's cache".formatted(entry));
            }
        }
    }
}
