package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.whisperbench.platform.download.Listing.Word;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * The listings of commits that are on the disk, and a note beside each that only a mirror gave: a commit never changes, but
 * what a mirror says of it may be wrong.
 *
 * @param repository whose
 */
record KeptListings(HubRepository repository) {

    Optional<Listing> of(String commit) {
        return Tree.read(repository.tree(commit)).map(tree -> new Listing(commit, tree, Word.KEPT));
    }

    /** Whether there is a listing that is damaged. */
    boolean isUnusable(String commit) {
        return Files.exists(repository.tree(commit), LinkOption.NOFOLLOW_LINKS)
                && of(commit).isEmpty();
    }

    /** Whether the listing is a mirror's own. */
    boolean isMirrors(String commit) {
        return Files.exists(repository.mirrored(commit));
    }

    /** Whether a listing says something else than the one that is kept. */
    boolean isCorrectedBy(Listing listing) {
        return of(listing.commit()).filter(kept -> !kept.agreesWith(listing)).isPresent();
    }

    /** Writes a listing down: one of the hub in place of any other, one of a mirror where there is none. */
    void keep(Listing listing) throws IOException {
        String commit = listing.commit();
        Path file = repository.tree(commit);
        if (isUnusable(commit)) {
            WholeFile.requireNoFolder(file);
            Files.delete(file);
        }
        boolean there = Files.exists(file);
        switch (listing.word()) {
            case HUB -> {
                if (!there || isCorrectedBy(listing)) {
                    listing.tree().write(file);
                }
                Files.deleteIfExists(repository.mirrored(commit));
            }
            case MIRROR -> {
                if (!there) {
                    WholeFile.write(repository.mirrored(commit), "a mirror's\n".getBytes(StandardCharsets.US_ASCII));
                    listing.tree().write(file);
                }
            }
            case KEPT -> {
                if (!there) {
                    listing.tree().write(file);
                }
            }
        }
    }
}
