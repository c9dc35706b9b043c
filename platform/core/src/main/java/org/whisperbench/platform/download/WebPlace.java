package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * The folder of a model of a web server, and what lies beside it while it comes: {@code NAME.incomplete} is a file that is
 * being fetched, {@code NAME.SHA256.complete} one that is there and not yet installed, {@code NAME.MARK.tmp} a folder that is
 * being filled, {@code NAME.MARK.old} the one that it replaces. Whatever moment a process is killed at, the next one goes on
 * with the first two, puts the last one back if there is no other, and deletes the rest.
 */
record WebPlace(Path directory) {

    private static final String MARK = "\\.[0-9a-f]{8}";

    WebPlace(WebFolder folder) {
        this(folder.directory());
    }

    Path lock() {
        return new WebFolder(directory).lock();
    }

    /** The file to fetch into, which a later process continues. */
    Path partial() {
        return beside(".incomplete");
    }

    /** A file to fetch into where others may be fetching, too. */
    Path partialOfOne() {
        return beside("." + WholeFile.mark() + ".incomplete");
    }

    /** A name for a folder to fill. */
    Path fresh() {
        return beside("." + WholeFile.mark() + ".tmp");
    }

    /** The name of a file that is all there. */
    Path complete(ContentHash hash) {
        return beside("." + hash.hex() + ".complete");
    }

    /** Gives a fetched file the name under which it is known to be all there. */
    Path keep(Path partial, ContentHash hash) throws IOException {
        Path complete = complete(hash);
        WholeFile.replace(partial, complete);
        return complete;
    }

    /**
     * A file that an earlier process fetched and did not install, if it still is what it was then.
     *
     * @param sha256 what it has to be; empty if nobody published that
     */
    Optional<Path> complete(String sha256) throws IOException, InterruptedException {
        Pattern form = Pattern.compile(Pattern.quote(name()) + "\\.([0-9a-f]{64})\\.complete");
        for (Path file : HubCache.children(root())) {
            Matcher hash = form.matcher(file.getFileName().toString());
            if (hash.matches() && Files.isRegularFile(file)) {
                boolean right = (sha256.isEmpty() || sha256.equals(hash.group(1)))
                        && ContentHash.of(file, ContentHash.Algorithm.SHA256)
                                .hex()
                                .equals(hash.group(1));
                if (right) {
                    return Optional.of(file);
                }
                Files.deleteIfExists(file);
            }
        }
        return Optional.empty();
    }

    /** Deletes files that were fetched and not installed. */
    void forgetComplete() throws IOException {
        for (Path file : left("\\.[0-9a-f]{64}\\.complete")) {
            Files.deleteIfExists(file);
        }
    }

    /** Whether a download ended in the middle. */
    boolean hasLeftovers() throws IOException {
        return !left("\\.[0-9a-f]{64}\\.complete|" + MARK + "\\.old").isEmpty();
    }

    /** Clears up after processes that were killed. Only who has the lock may call it. */
    void sweep() throws IOException {
        List<Path> old = left(MARK + "\\.old");
        if (!old.isEmpty() && !Files.exists(directory)) {
            Files.move(old.get(0), directory);
        }
        if (!Files.exists(partial())) {
            Files.deleteIfExists(beside(".incomplete.etag"));
        }
        String unfinished = MARK + "\\.(?:tmp|old|incomplete(?:\\.etag)?)";
        for (Path path : left(unfinished + "|\\.incomplete\\.etag" + MARK + "\\.tmp")) {
            delete(path);
        }
    }

    private List<Path> left(String suffix) throws IOException {
        if (!Files.isDirectory(root())) {
            return List.of();
        }
        Pattern form = Pattern.compile(Pattern.quote(name()) + "(?:" + suffix + ")");
        return HubCache.children(root()).stream()
                .filter(p -> form.matcher(p.getFileName().toString()).matches())
                .toList();
    }

    /** Puts a complete folder in the place of what is there. */
    void replace(Path fresh) throws IOException {
        Path old = beside("." + WholeFile.mark() + ".old");
        if (Files.exists(directory)) {
            Files.move(directory, old);
        }
        Files.move(fresh, directory);
        delete(old);
    }

    /** Deletes a folder with all that is in it, or a file; links are not followed. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(tree)) {
            walk.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    private String name() {
        return Objects.requireNonNull(directory.getFileName()).toString();
    }

    private Path root() {
        return Objects.requireNonNull(directory.getParent());
    }

    private Path beside(String suffix) {
        return directory.resolveSibling(name() + suffix);
    }
}
