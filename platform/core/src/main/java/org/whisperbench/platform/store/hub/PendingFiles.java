package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The files of a commit of which a download began and did not end, one path a line. Without it nobody could tell a file that
 * was not reached from one that was left out. It is ours: huggingface_hub looks at no such folder.
 *
 * @param file {@code .whisperbench/pending/COMMIT} in the repository's folder
 */
public record PendingFiles(Path file) {

    /**
     * Returns the note about a commit.
     *
     * @param repository its repository
     * @param commit the commit
     * @return the note, which need not be there
     */
    public static PendingFiles of(HubRepository repository, String commit) {
        return new PendingFiles(
                repository.folder().resolve(".whisperbench").resolve("pending").resolve(commit));
    }

    /**
     * Returns the contents of which a download began and did not end: {@code ETAG.incomplete} or {@code ETAG.MARK.incomplete}.
     *
     * @param repository a repository
     * @return their names
     * @throws IOException if the folder cannot be read
     */
    public static Set<String> begun(HubRepository repository) throws IOException {
        return HubCache.children(repository.blobs()).stream()
                .map(partial -> partial.getFileName().toString())
                .filter(partial -> partial.endsWith(".incomplete"))
                .map(partial -> partial.substring(0, partial.indexOf('.')))
                .collect(Collectors.toSet());
    }

    /**
     * Returns what is noted.
     *
     * @return paths in the repository; empty if there is no note
     * @throws IOException if it cannot be read
     */
    public Set<String> paths() throws IOException {
        Set<String> paths = new TreeSet<>();
        if (Files.isRegularFile(file)) {
            Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .filter(TreeFile::isSafe)
                    .forEach(paths::add);
        }
        return paths;
    }

    /**
     * Notes that files are going to be fetched.
     *
     * @param paths paths in the repository
     * @throws IOException if that cannot be written
     */
    public void add(Collection<String> paths) throws IOException {
        Set<String> all = new TreeSet<>(paths());
        all.addAll(paths);
        WholeFile.write(file, String.join("\n", all).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Forgets files that are there now; without any other the note goes.
     *
     * @param paths paths in the repository
     * @throws IOException if that cannot be written
     */
    public void remove(Collection<String> paths) throws IOException {
        Set<String> rest = new TreeSet<>(paths());
        rest.removeAll(Set.copyOf(paths));
        if (rest.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            WholeFile.write(file, String.join("\n", rest).getBytes(StandardCharsets.UTF_8));
        }
    }
}
