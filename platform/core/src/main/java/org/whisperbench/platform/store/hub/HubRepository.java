package org.whisperbench.platform.store.hub;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A repository in a cache, which need not be there.
 *
 * @param cache the cache
 * @param name the repository's name
 */
public record HubRepository(HubCache cache, RepositoryName name) {

    private static final String COMMIT = "[0-9a-f]{40}";
    private static final int LONGEST_REFERENCE = 4096;
    private static final List<String> NOT_OURS = List.of(".DS_Store", "Thumbs.db", "desktop.ini");

    /**
     * Returns the repository's folder.
     *
     * @return absolute path
     */
    public Path folder() {
        return cache.root().resolve(name.folder());
    }

    /**
     * Tells whether the repository's folder is a link to a folder elsewhere. What is there is used and never deleted.
     *
     * @return true for a link
     */
    public boolean isLinked() {
        return Files.isSymbolicLink(folder());
    }

    /**
     * Tells whether a revision is a commit, which never changes, and no branch or tag.
     *
     * @param revision the revision
     * @return true for 40 hexadecimal digits
     */
    public static boolean isCommit(String revision) {
        return revision.matches(COMMIT);
    }

    /**
     * Returns where the contents are.
     *
     * @return the folder of the blobs
     */
    public Path blobs() {
        return folder().resolve("blobs");
    }

    /**
     * Returns where a content is.
     *
     * @param etag the hash that is its name
     * @return the blob's path
     */
    public Path blob(String etag) {
        return blobs().resolve(etag);
    }

    /**
     * Returns where the snapshots are.
     *
     * @return the folder of the snapshots
     */
    public Path snapshots() {
        return folder().resolve("snapshots");
    }

    /**
     * Returns where the files of a commit are.
     *
     * @param commit the commit
     * @return the snapshot's folder
     */
    public Path snapshot(String commit) {
        return snapshots().resolve(commit);
    }

    /**
     * Returns where the listing of a commit is.
     *
     * @param commit the commit
     * @return the listing's path
     */
    public Path tree(String commit) {
        return folder().resolve("trees").resolve(commit + ".json");
    }

    /**
     * Returns where the lock of a content is.
     *
     * @param etag the hash that is the content's name
     * @return the lock's path, beside all repositories
     */
    public Path lock(String etag) {
        return cache.root().resolve(".locks").resolve(name.folder()).resolve(etag + ".lock");
    }

    /**
     * Returns the file that marks a commit as pinned. It is ours: huggingface_hub looks at no such folder.
     *
     * @param commit the commit
     * @return the mark's path
     */
    public Path pin(String commit) {
        return folder().resolve(".whisperbench").resolve("pins").resolve(commit);
    }

    /**
     * Returns the file that notes that a listing is a mirror's own, which the hub did not confirm. It is ours, too.
     *
     * @param commit the commit
     * @return the note's path
     */
    public Path mirrored(String commit) {
        return folder().resolve(".whisperbench").resolve("mirrored").resolve(commit);
    }

    /**
     * Returns where the commit of a branch or tag is written.
     *
     * @param revision branch or tag, such as {@code main} or {@code refs/pr/1}
     * @return the file, or nothing if no such name can be
     */
    public Optional<Path> reference(String revision) {
        return TreeFile.isSafe(revision) ? Optional.of(folder().resolve("refs").resolve(revision)) : Optional.empty();
    }

    /**
     * Returns the commits that have a snapshot.
     *
     * @return sorted
     * @throws IOException if the folder cannot be read
     */
    public List<String> commits() throws IOException {
        return HubCache.children(snapshots()).stream()
                .filter(Files::isDirectory)
                .map(p -> p.getFileName().toString())
                .filter(HubRepository::isCommit)
                .toList();
    }

    /**
     * Returns the references and what is written in them, without those that cannot be read.
     *
     * @return by branch or tag; the text is as it stands in the file
     * @throws IOException if their folder cannot be read
     */
    public Map<String, String> references() throws IOException {
        Map<String, String> references = new TreeMap<>();
        for (Map.Entry<String, Optional<String>> reference : texts().entrySet()) {
            reference.getValue().ifPresent(text -> references.put(reference.getKey(), text));
        }
        return references;
    }

    /**
     * Returns the references of which nobody can tell what they name: links to nothing, pipes, files that cannot be read.
     *
     * @return branches and tags, sorted
     * @throws IOException if their folder cannot be read
     */
    public List<String> unreadableReferences() throws IOException {
        return texts().entrySet().stream()
                .filter(reference -> reference.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Optional<String>> texts() throws IOException {
        Path refs = folder().resolve("refs");
        Map<String, Optional<String>> texts = new TreeMap<>();
        for (Path file : files(refs)) {
            if (!NOT_OURS.contains(file.getFileName().toString())) {
                texts.put(TreeFile.path(refs, file), text(file));
            }
        }
        return texts;
    }

    /** A pipe would never end, and one bad reference must not hide what the others name. */
    private static Optional<String> text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LONGEST_REFERENCE
                    ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // told by unreadableReferences
        }
    }

    /**
     * Returns the files below a folder, links included.
     *
     * @param folder the folder
     * @return sorted by path; empty if there is no such folder
     * @throws IOException if it cannot be read
     */
    public static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw requireNonNull(e.getCause());
        }
    }

    /**
     * Lets a branch or tag point to a commit.
     *
     * @param revision branch or tag; nothing is written for a commit
     * @param commit 40 hexadecimal digits
     * @throws IOException if it cannot be written
     */
    public void point(String revision, String commit) throws IOException {
        if (revision.equals(commit)) {
            return;
        }
        Path file = reference(revision).orElseThrow(() -> new IOException("'" + revision + "' is no revision"));
        if (!Files.isRegularFile(file)
                || !Files.readString(file, StandardCharsets.ISO_8859_1).equals(commit)) {
            WholeFile.write(file, commit.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Puts contents into a snapshot: as relative symbolic links, or, where there can be none, as hard links, and where there
     * can be none either, by moving new contents and copying old ones, as huggingface_hub does. Contents that are not there
     * are left out.
     *
     * @param commit the snapshot
     * @param contents the hash that is the content's name, by the path of the file in the repository
     * @param fresh hashes of the contents that just came, so that nothing else uses them
     * @throws IOException if one cannot be written
     */
    public void place(String commit, Map<String, String> contents, Set<String> fresh) throws IOException {
        Map<String, String> lastOf = new TreeMap<>();
        contents.forEach((path, etag) -> lastOf.put(etag, path));
        for (Map.Entry<String, String> content : contents.entrySet()) {
            String etag = content.getValue();
            if (Files.exists(blob(etag))) {
                boolean last = content.getKey().equals(lastOf.get(etag));
                Path place = snapshot(commit).resolve(content.getKey());
                try {
                    new SnapshotEntry(place, blob(etag)).fill(cache.symbolicLinks(), last && fresh.contains(etag));
                } catch (IOException e) {
                    deleteEmptyFolders(place.getParent());
                    throw e;
                }
            }
        }
    }

    /** A snapshot without any file would be listed as a revision. */
    private void deleteEmptyFolders(@Nullable Path folder) {
        for (Path empty = folder; empty != null && !empty.equals(snapshots()); empty = empty.getParent()) {
            if (Files.exists(empty, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(empty, LinkOption.NOFOLLOW_LINKS)) {
                return; // somebody's file in the place of a folder
            }
            try {
                Files.deleteIfExists(empty);
            } catch (IOException e) {
                return; // it has other files
            }
        }
    }
}
