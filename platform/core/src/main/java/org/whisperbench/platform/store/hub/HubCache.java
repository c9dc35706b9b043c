package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A cache: the folder that holds {@code models--OWNER--NAME}.
 *
 * @param root absolute path; it need not exist
 * @param symbolicLinks whether snapshots may be symbolic links to blobs
 */
public record HubCache(Path root, boolean symbolicLinks) {

    /** The branch that is meant where none is named. Any other one, and any tag, is known only if a reference tells. */
    public static final String MAIN = "main";

    private static final String TAG = """
            Signature: 8a477f597d28d172789f06886806bc55
            # This file is a cache directory tag created by huggingface_hub.
            # For information about cache directory tags, see:
            #\thttps://bford.info/cachedir/
            """;

    /** Makes the path absolute. */
    public HubCache {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Returns a cache with symbolic links.
     *
     * @param root the folder
     * @return the cache
     */
    public static HubCache at(Path root) {
        return new HubCache(root, true);
    }

    /**
     * Returns a repository of the cache.
     *
     * @param name its name
     * @return the repository, which need not be there
     */
    public HubRepository repository(RepositoryName name) {
        return new HubRepository(this, name);
    }

    /**
     * Returns the repositories that are there.
     *
     * @return in the order of their folders' names, links to folders too; folders of other names are left out
     * @throws IOException if the cache cannot be read
     */
    public List<HubRepository> repositories() throws IOException {
        List<HubRepository> repositories = new ArrayList<>();
        for (Path folder : children(root)) {
            RepositoryName.ofFolder(folder.getFileName().toString())
                    .filter(name -> Files.isDirectory(folder))
                    .ifPresent(name -> repositories.add(repository(name)));
        }
        return repositories;
    }

    /**
     * Returns the store of contents that repositories of this cache share.
     *
     * @return the store, which need not be there
     */
    public SharedBlobs shared() {
        return new SharedBlobs(this);
    }

    /**
     * Creates the folder and marks it as a cache, which backup programs leave out.
     *
     * @throws IOException if it cannot be created
     */
    public void create() throws IOException {
        Files.createDirectories(root);
        Path tag = root.resolve("CACHEDIR.TAG");
        if (!Files.exists(tag)) {
            WholeFile.write(tag, TAG.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * Returns what is in a folder.
     *
     * @param folder the folder
     * @return sorted by name; empty if there is no such folder
     * @throws IOException if it cannot be read
     */
    public static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }
}
