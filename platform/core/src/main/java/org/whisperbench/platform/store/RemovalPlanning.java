package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.Removal.Item;
import org.whisperbench.platform.store.Removal.Kind;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.PendingFiles;
import org.whisperbench.platform.store.hub.SharedBlobs;

/** Finds out what goes. The rules are those of {@code hf cache rm} and {@code hf cache prune}, and pins. */
final class RemovalPlanning {

    /** What was written so lately may belong to a download that is under way. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final HubCache cache;
    private final SharedBlobs shared;
    private final Path web;
    private final List<Item> early = new ArrayList<>();
    private final List<Item> late = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final Set<Path> unlinked = new HashSet<>();

    /**
     * Prepares.
     *
     * @param web where models are kept that come from no hub
     */
    RemovalPlanning(HubCache cache, Path web) {
        this.cache = cache;
        this.web = web;
        this.shared = cache.shared();
    }

    Removal remove(List<CachedRevision> revisions, List<WebFolder> downloads) throws IOException {
        requireRemovable(revisions, downloads);
        Map<Path, List<CachedRevision>> byRepository = revisions.stream()
                .collect(Collectors.groupingBy(r -> r.repository().folder(), TreeMap::new, Collectors.toList()));
        for (List<CachedRevision> group : byRepository.values()) {
            RepositoryContents contents = RepositoryContents.read(group.get(0).repository());
            revisions(contents, group.stream().map(CachedRevision::commit).collect(Collectors.toSet()));
        }
        for (WebFolder download : downloads) {
            download(download);
        }
        return plan();
    }

    private void download(WebFolder download) throws IOException {
        Path folder = download.directory();
        List<WebLeftover> left = WebLeftover.beside(download);
        if (!Files.isDirectory(folder) && left.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.MISSING_MODEL, "there is no '%s'; run 'whisperbench models --stored'".formatted(folder));
        }
        if (Files.isSymbolicLink(folder)) {
            throw isLink(folder);
        }
        if (Files.isDirectory(folder)) {
            early.add(new Item(
                    Kind.DOWNLOAD, folder, folder.getFileName().toString(), new PhysicalFiles().addAll(folder)));
        }
        leftovers(left);
        if (Files.exists(download.first())) {
            kept.add("'%s' tells what came at first, for the next download to be held against"
                    .formatted(download.first()));
        }
    }

    /** What downloads from web servers left, but not of one that is under way. */
    private void leftovers(List<WebLeftover> left) throws IOException {
        PhysicalFiles counted = new PhysicalFiles();
        Set<String> inUse = new TreeSet<>();
        for (WebLeftover leftover : left) {
            if (leftover.isInUse()) {
                inUse.add(leftover.subject());
            } else {
                early.add(new Item(Kind.LEFTOVER, leftover.path(), leftover.subject(), leftover.bytes(counted)));
            }
        }
        inUse.forEach(model -> kept.add("what came of '%s' so far: its download is under way".formatted(model)));
    }

    private static WhisperException isLink(Path folder) throws IOException {
        return new WhisperException(
                ErrorKind.USER,
                "'%s' is a link to '%s', which stays as it is; delete the link or that folder yourself"
                        .formatted(folder, folder.toRealPath()));
    }

    private static void requireRemovable(List<CachedRevision> revisions, List<WebFolder> downloads) throws IOException {
        List<String> pinned = new ArrayList<>();
        for (CachedRevision revision : revisions) {
            HubRepository repository = revision.repository();
            if (repository.isLinked()) {
                throw isLink(repository.folder());
            }
            if (Files.exists(repository.pin(revision.commit()))) {
                pinned.add(revision.display());
            }
        }
        downloads.stream()
                .filter(d -> Files.exists(d.pin()))
                .forEach(d -> pinned.add(d.directory().getFileName().toString()));
        if (!pinned.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'%s' is pinned; run 'whisperbench pin --remove %s' first"
                            .formatted(String.join("', '", pinned), String.join(" ", pinned)));
        }
    }

    Removal prune(List<CachedRevision> inUse) throws IOException {
        for (HubRepository repository : cache.repositories()) {
            if (repository.isLinked()) {
                kept.add("'%s' is a link to another folder, which stays as it is".formatted(repository.folder()));
                continue;
            }
            prune(RepositoryContents.read(repository), inUse);
        }
        leftovers(WebLeftover.in(web));
        for (Path content : shared.contents()) {
            if (shared.users(content).filter(List::isEmpty).isPresent()) {
                late.add(new Item(Kind.SHARED, content, "the shared store", Files.size(content)));
            }
        }
        return plan();
    }

    /** A download under way has a revision that nothing names yet, and contents of any age that nothing uses yet. */
    private void prune(RepositoryContents contents, List<CachedRevision> inUse) throws IOException {
        HubRepository repository = contents.repository();
        Optional<Path> fresh = firstFresh(contents.unfinished());
        if (fresh.isPresent()) {
            kept.add("everything of '%s': '%s' was written in the last %d minutes, a download may be under way"
                    .formatted(repository.name().id(), fresh.get(), FRESH.toMinutes()));
            return;
        }
        Set<String> detached = new TreeSet<>();
        for (String commit : contents.snapshots().keySet()) {
            if (contents.named(commit).isEmpty()) {
                CachedRevision revision = new CachedRevision(repository, commit);
                Optional<String> reason = reasonToKeep(revision, inUse);
                reason.ifPresentOrElse(
                        why -> kept.add("'%s' %s".formatted(revision.display(), why)), () -> detached.add(commit));
            }
        }
        boolean whole =
                !detached.isEmpty() && detached.equals(contents.snapshots().keySet());
        if (!detached.isEmpty()) {
            revisions(contents, detached);
        }
        if (!whole) {
            leftovers(contents);
        }
    }

    private static Optional<String> reasonToKeep(CachedRevision revision, List<CachedRevision> inUse)
            throws IOException {
        HubRepository repository = revision.repository();
        if (Files.exists(repository.pin(revision.commit()))) {
            return Optional.of("is pinned");
        }
        if (inUse.contains(revision)) {
            return Optional.of("is used by a model of a backend");
        }
        boolean unlisted = !Files.exists(repository.tree(revision.commit()));
        return unlisted
                        && firstFresh(HubRepository.files(repository.snapshot(revision.commit())))
                                .isPresent()
                ? Optional.of("was written in the last %d minutes, and its download may be under way"
                        .formatted(FRESH.toMinutes()))
                : Optional.empty();
    }

    private void leftovers(RepositoryContents contents) throws IOException {
        String id = contents.repository().name().id();
        for (Path partial : contents.partials()) {
            early.add(new Item(Kind.PARTIAL, partial, id, Files.size(partial)));
        }
        for (Path orphan : contents.orphans()) {
            content(orphan, id);
        }
    }

    private static Optional<Path> firstFresh(List<Path> files) throws IOException {
        for (Path file : files) {
            if (isFresh(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Whether something was written so lately that it may belong to a download that is under way. */
    static boolean isFresh(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Instant written =
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        return written.isAfter(Instant.now().minus(FRESH));
    }

    private void revisions(RepositoryContents contents, Set<String> commits) throws IOException {
        HubRepository repository = contents.repository();
        String id = repository.name().id();
        Set<String> others = new TreeSet<>(contents.snapshots().keySet());
        others.removeAll(commits);
        if (others.isEmpty()) {
            contents.blobs().forEach(unlinked::add);
            early.add(new Item(
                    Kind.REPOSITORY, repository.folder(), id, new PhysicalFiles().addAll(repository.folder())));
            return;
        }
        PhysicalFiles counted = new PhysicalFiles();
        for (String commit : new TreeSet<>(commits)) {
            String subject = id + "@" + commit;
            for (String reference : contents.named(commit)) {
                repository
                        .reference(reference)
                        .ifPresent(file -> early.add(new Item(Kind.REFERENCE, file, subject, 0)));
            }
            early.add(new Item(
                    Kind.SNAPSHOT, repository.snapshot(commit), subject, counted.addAll(repository.snapshot(commit))));
            if (Files.isRegularFile(repository.tree(commit))) {
                early.add(
                        new Item(Kind.LISTING, repository.tree(commit), subject, Files.size(repository.tree(commit))));
            }
            for (Path note : List.of(PendingFiles.of(repository, commit).file(), repository.mirrored(commit))) {
                if (Files.isRegularFile(note)) {
                    early.add(new Item(Kind.LISTING, note, subject, Files.size(note)));
                }
            }
        }
        Set<Path> used = contents.used(others);
        for (Path blob : new TreeSet<>(contents.used(commits))) {
            if (used.contains(blob)) {
                kept.add("'%s' is used by another revision of '%s'".formatted(blob.getFileName(), id));
            } else if (blob.startsWith(repository.blobs())) {
                content(blob, id);
            }
        }
    }

    private void content(Path blob, String id) throws IOException {
        if (Files.exists(blob, LinkOption.NOFOLLOW_LINKS)) {
            unlinked.add(blob);
            late.add(new Item(Kind.CONTENT, blob, id, Files.isSymbolicLink(blob) ? 0 : Files.size(blob)));
        }
    }

    /** Adds the shared contents whose every user goes. */
    private Removal plan() throws IOException {
        List<Item> items = new ArrayList<>(early);
        items.addAll(late);
        for (Path content : shared.contents()) {
            Optional<List<Path>> users = shared.users(content);
            if (users.isPresent() && !users.get().isEmpty()) {
                if (unlinked.containsAll(users.get())) {
                    items.add(new Item(Kind.SHARED, content, "the shared store", Files.size(content)));
                } else if (users.get().stream().anyMatch(unlinked::contains)) {
                    kept.add("'%s' is used by another repository".formatted(content));
                }
            }
        }
        FreedSpace freed = new FreedSpace();
        for (Item item : items) {
            freed.add(item.path());
        }
        kept.addAll(freed.staying(cache));
        return new Removal(items, kept, freed.bytes());
    }
}
