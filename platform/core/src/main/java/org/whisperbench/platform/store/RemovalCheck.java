package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.Removal.Item;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.RepositoryName;

/**
 * Tells whether something still is as it was planned to be deleted.
 *
 * @param cache where it is
 */
record RemovalCheck(HubCache cache) {

    static WhisperException changed(Item item) {
        return new WhisperException(
                ErrorKind.USER,
                "'%s' has changed or was pinned since it was looked at, and stays; run the command again to see what would go"
                        .formatted(item.path()));
    }

    /** Whether nobody pinned it, added to it or let it name something else. */
    boolean unchanged(Item item) throws IOException {
        return switch (item.kind()) {
            case REPOSITORY -> isWholeAsPlanned(item);
            case SNAPSHOT -> !isLinked(item.path()) && !isPinned(item.path());
            case REFERENCE -> !isLinked(item.path()) && namesAsPlanned(item);
            case DOWNLOAD ->
                !Files.exists(new WebFolder(item.path()).pin())
                        && new PhysicalFiles().addAll(item.path()) == item.bytes();
            case LEFTOVER -> true; // deleting it takes the lock, and nothing else gives it another meaning
            case LISTING, CONTENT, PARTIAL, SHARED -> !isLinked(item.path());
        };
    }

    /** Whether no branch or tag names a revision, now that those of the plan are gone. */
    boolean unnamed(Item item) throws IOException {
        if (item.kind() != Removal.Kind.SNAPSHOT) {
            return true;
        }
        Optional<HubRepository> repository = repository(item.path());
        String commit = item.path().getFileName().toString();
        return repository.isEmpty()
                || repository.get().references().values().stream()
                        .noneMatch(text -> text.strip().equals(commit));
    }

    /** The contents that revisions use of the repository that a content belongs to. */
    Set<Path> usedBeside(Path content) throws IOException {
        Optional<HubRepository> repository = repository(content);
        if (repository.isEmpty()) {
            return Set.of();
        }
        RepositoryContents contents = RepositoryContents.read(repository.get());
        return contents.used(contents.snapshots().keySet());
    }

    private boolean isWholeAsPlanned(Item item) throws IOException {
        return !isLinked(item.path())
                && !isAnyPinned(item.path())
                && new PhysicalFiles().addAll(item.path()) == item.bytes();
    }

    /** A pin of a revision that another program deleted holds nothing. */
    private boolean isAnyPinned(Path folder) throws IOException {
        Optional<HubRepository> repository = repository(folder);
        return repository.isPresent()
                && repository.get().commits().stream()
                        .anyMatch(commit -> Files.exists(repository.get().pin(commit)));
    }

    private boolean isLinked(Path path) {
        return repository(path).filter(HubRepository::isLinked).isPresent();
    }

    private boolean isPinned(Path snapshot) {
        String commit = snapshot.getFileName().toString();
        return repository(snapshot).filter(r -> Files.exists(r.pin(commit))).isPresent();
    }

    private static boolean namesAsPlanned(Item item) throws IOException {
        if (!Files.isRegularFile(item.path(), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        String commit =
                Files.readString(item.path(), StandardCharsets.ISO_8859_1).strip();
        return item.subject().endsWith("@" + commit);
    }

    private Optional<HubRepository> repository(Path path) {
        Path below = cache.root().relativize(path.normalize());
        return RepositoryName.ofFolder(below.getName(0).toString()).map(cache::repository);
    }
}
