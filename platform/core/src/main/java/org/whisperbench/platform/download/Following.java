package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.PendingFiles;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * Which files of a newer commit belong to what was downloaded of an older one. Of a repository that was downloaded as a whole
 * all do. Nobody writes down of which files somebody wanted a part, so the older listing tells: what it has and the snapshot
 * has not was left out and stays so; what is new comes if it is of a kind, by the end of its name, of which something is there.
 *
 * @param kept paths of the files of the older commit that are there, or should be
 * @param leftOut paths that the older commit has besides
 * @param whole whether nothing was left out
 */
record Following(Set<String> kept, Set<String> leftOut, boolean whole) {

    Following {
        kept = Set.copyOf(kept);
        leftOut = Set.copyOf(leftOut);
    }

    /** What is there of a commit, of which the listing may not be known. */
    static Following of(HubRepository repository, String commit, Optional<Tree> listing) throws IOException {
        Path snapshot = repository.snapshot(commit);
        Set<String> kept = HubRepository.files(snapshot).stream()
                .map(file -> TreeFile.path(snapshot, file))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> begun = PendingFiles.begun(repository);
        Set<String> pending = PendingFiles.of(repository, commit).paths();
        Set<String> leftOut = listing.stream()
                .flatMap(tree -> tree.files().values().stream())
                .filter(file -> !kept.contains(file.path()))
                .filter(file -> !begun.contains(file.etag()) && !pending.contains(file.path()))
                .filter(file -> !Files.exists(repository.blob(file.etag()), LinkOption.NOFOLLOW_LINKS))
                .map(TreeFile::path)
                .collect(Collectors.toSet());
        listing.ifPresent(tree -> tree.files().keySet().stream()
                .filter(path -> !leftOut.contains(path))
                .forEach(kept::add));
        return new Following(kept, leftOut, kept.isEmpty() || (listing.isPresent() && leftOut.isEmpty()));
    }

    /** Whether a file of the newer commit belongs to it. */
    Predicate<String> files() {
        if (whole) {
            return path -> true;
        }
        List<String> kinds = kept.stream().map(Following::kind).distinct().toList();
        return path -> kept.contains(path) || (!leftOut.contains(path) && kinds.contains(kind(path)));
    }

    private static String kind(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(Math.max(0, name.lastIndexOf('.')));
    }
}
