package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;

/**
 * What a repository's folder holds and what uses what.
 *
 * @param repository the repository
 * @param snapshots for each commit the blobs that its links name, whether they are there or not
 * @param own for each commit the files in its snapshot that are no links
 * @param references commit by branch or tag, without blanks
 * @param partials downloads that did not end
 * @param blobs contents that are there
 */
record RepositoryContents(
        HubRepository repository,
        Map<String, Set<Path>> snapshots,
        Map<String, List<Path>> own,
        Map<String, String> references,
        List<Path> partials,
        List<Path> blobs) {

    static RepositoryContents read(HubRepository repository) throws IOException {
        Map<String, Set<Path>> snapshots = new TreeMap<>();
        Map<String, List<Path>> own = new TreeMap<>();
        for (String commit : repository.commits()) {
            Set<Path> linked = new HashSet<>();
            List<Path> files = new ArrayList<>();
            for (Path entry : HubRepository.files(repository.snapshot(commit))) {
                if (Files.isSymbolicLink(entry)) {
                    linked.addAll(targets(repository, entry));
                } else {
                    files.add(entry);
                }
            }
            snapshots.put(commit, linked);
            own.put(commit, files);
        }
        Map<String, String> references = new TreeMap<>();
        repository.references().forEach((revision, text) -> references.put(revision, text.strip()));
        List<Path> partials = new ArrayList<>();
        List<Path> blobs = new ArrayList<>();
        for (Path file : HubCache.children(repository.blobs())) {
            (file.getFileName().toString().endsWith(".incomplete") ? partials : blobs).add(file);
        }
        return new RepositoryContents(repository, snapshots, own, references, partials, blobs);
    }

    /**
     * What a link names: a content of the repository by its own path, whichever way leads to it, be it there or not. Links may
     * be absolute, the way to the cache may go through links, and a link may lead to another one.
     */
    private static Set<Path> targets(HubRepository repository, Path link) throws IOException {
        Path named = link.resolveSibling(Files.readSymbolicLink(link));
        Set<Path> targets = new HashSet<>(Set.of(content(repository, named)));
        if (Files.exists(link)) {
            Path real = content(repository, link.toRealPath());
            if (real.startsWith(repository.blobs())) {
                targets.add(real);
            }
        }
        return targets;
    }

    private static Path content(HubRepository repository, Path path) throws IOException {
        Path folder = path.getParent();
        boolean own = folder != null
                && Files.isDirectory(folder)
                && Files.isDirectory(repository.blobs())
                && Files.isSameFile(folder, repository.blobs());
        return own ? repository.blobs().resolve(path.getFileName()) : path.normalize();
    }

    /** The branches and tags that name a commit. */
    List<String> named(String commit) {
        return references.entrySet().stream()
                .filter(r -> r.getValue().equals(commit))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The blobs that some commits use. */
    Set<Path> used(Set<String> commits) {
        Set<Path> used = new HashSet<>();
        snapshots.forEach((commit, blobs) -> {
            if (commits.contains(commit)) {
                used.addAll(blobs);
            }
        });
        return used;
    }

    /** What a download leaves that has not come to its end: partial files, and contents that no revision uses. */
    List<Path> unfinished() throws IOException {
        List<Path> unfinished = new ArrayList<>(partials);
        unfinished.addAll(orphans());
        return unfinished;
    }

    /**
     * Contents that no revision uses. In a cache without links a content is used by its other names, so none is an
     * orphan there.
     */
    List<Path> orphans() throws IOException {
        Set<Path> used = used(snapshots.keySet());
        List<Path> orphans = new ArrayList<>();
        for (Path blob : blobs) {
            boolean otherNames = own.values().stream().anyMatch(files -> !files.isEmpty());
            if (!used.contains(blob) && !otherNames) {
                orphans.add(blob);
            }
        }
        return orphans;
    }
}
