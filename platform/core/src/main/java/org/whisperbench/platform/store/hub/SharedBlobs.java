package org.whisperbench.platform.store.hub;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Contents that several repositories of a cache share, since huggingface_hub 1.33: {@code blobs/XX/HASH} below the cache,
 * where {@code HASH} is the hash of the hub's chunk store and no SHA-256; {@code HASH.refs} names the repositories' blobs
 * that are links to it, one a line, and is a hint only: each line is held against the disk.
 *
 * <p>This store is read, linked to by nobody here, and collected; it is never written through a link.
 */
public final class SharedBlobs {

    private static final String MARKER = ".huggingface-shared-blobs";
    private static final String HASH = "[0-9a-f]{64}";

    private final HubCache cache;
    private final Path folder;
    private final FlockTable locks;

    SharedBlobs(HubCache cache) {
        this(cache, FlockTable.ofSystem());
    }

    SharedBlobs(HubCache cache, FlockTable locks) {
        this.cache = cache;
        this.locks = locks;
        this.folder = cache.root().resolve("blobs");
    }

    /**
     * Tells whether the store is there and marked as one.
     *
     * @return false for a folder of this name that somebody else made
     */
    public boolean exists() {
        try {
            Path marker = folder.resolve(MARKER);
            return Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)
                    && Files.readString(marker).equals("1\n");
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the shared content that a repository's blob is a link to.
     *
     * @param blob path of the blob
     * @return the content's path, or nothing if the blob is no link into this store
     */
    public Optional<Path> target(Path blob) {
        try {
            if (!Files.isSymbolicLink(blob)) {
                return Optional.empty();
            }
            Path target = blob.toAbsolutePath()
                    .resolveSibling(Files.readSymbolicLink(blob))
                    .normalize();
            String name = target.getFileName().toString();
            if (!name.matches(HASH)) {
                return Optional.empty();
            }
            Path content = folder.resolve(name.substring(0, 2)).resolve(name);
            return target.equals(content) || isBeside(target, content) ? Optional.of(content) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The way to the cache may go through a link, and links of it may be absolute. */
    private static boolean isBeside(Path file, Path other) throws IOException {
        Path folder = requireNonNull(file.getParent());
        Path others = requireNonNull(other.getParent());
        return Files.isDirectory(folder) && Files.isDirectory(others) && Files.isSameFile(folder, others);
    }

    /**
     * Returns the contents of the store.
     *
     * @return regular files under their hash, sorted; empty if there is no store
     * @throws IOException if it cannot be read
     */
    public List<Path> contents() throws IOException {
        List<Path> contents = new ArrayList<>();
        if (exists()) {
            for (Path prefix : HubCache.children(folder)) {
                if (prefix.getFileName().toString().matches("[0-9a-f]{2}")) {
                    HubCache.children(prefix).stream().filter(this::isContent).forEach(contents::add);
                }
            }
        }
        return contents;
    }

    private boolean isContent(Path file) {
        String name = file.getFileName().toString();
        return name.matches(HASH)
                && file.equals(folder.resolve(name.substring(0, 2)).resolve(name))
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Returns who uses a content.
     *
     * @param content a file of this store
     * @return paths of the repositories' blobs that are links to it, or nothing if nobody wrote down who does
     */
    public Optional<List<Path>> users(Path content) {
        Path manifest = manifest(content);
        if (!Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllLines(manifest, StandardCharsets.UTF_8).stream()
                    .distinct()
                    .filter(TreeFile::isSafe)
                    .map(cache.root()::resolve)
                    .filter(blob -> target(blob).filter(content::equals).isPresent())
                    .toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Deletes a content that nobody uses. Where nobody wrote down who does, it stays.
     *
     * @param content a file of this store
     * @return how many bytes were freed
     * @throws IOException if it cannot be deleted
     * @throws InterruptedException if the thread was interrupted while it waited for the content's lock
     */
    public long collect(Path content) throws IOException, InterruptedException {
        if (!exists() || !isContent(content)) {
            return 0;
        }
        try (BlobLock lock = BlobLock.acquire(lock(content))) {
            Optional<List<Path>> users = users(content);
            return lock.isExclusive() && isUnused(users) ? deleted(content) : 0;
        }
    }

    private static boolean isUnused(Optional<List<Path>> users) {
        return users.isPresent() && users.get().isEmpty();
    }

    /**
     * Python's lock is not ours on Linux, and its holder may be about to link what it has seen. Once the content has another
     * name nobody new can see it; whoever has seen it holds the lock until its line and its link are written.
     */
    private long deleted(Path content) throws IOException {
        Path aside = content.resolveSibling(content.getFileName() + "." + WholeFile.mark() + ".tmp");
        String before = Files.readString(manifest(content));
        long size = Files.size(content);
        WholeFile.replace(content, aside);
        boolean unused = false;
        try {
            unused = !locks.isHeld(lock(content))
                    && Files.readString(manifest(content)).equals(before)
                    && isUnused(users(content));
        } finally {
            if (!unused) {
                WholeFile.replace(aside, content);
            }
        }
        if (!unused) {
            return 0;
        }
        Files.delete(aside);
        Files.deleteIfExists(manifest(content));
        return size;
    }

    private static Path lock(Path content) {
        return content.resolveSibling(content.getFileName() + ".lock");
    }

    private static Path manifest(Path content) {
        return content.resolveSibling(content.getFileName() + ".refs");
    }
}
