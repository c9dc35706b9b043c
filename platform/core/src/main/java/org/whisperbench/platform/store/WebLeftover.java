package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.platform.store.hub.BlobLock;
import org.whisperbench.platform.store.hub.HubCache;

/**
 * What a download from a web server that did not end left beside the folder of its model: the beginning of a file and its
 * entity tag, a file that is all there and was not installed, a folder that was being filled, one that was replaced. The next
 * download of the model goes on with the first three and deletes the others.
 *
 * @param path the file or folder
 * @param model whose it is
 */
record WebLeftover(Path path, WebFolder model) {

    private static final String MARK = "\\.[0-9a-f]{8}";
    private static final String REPLACED = ".old";
    private static final String COMPLETE = ".complete";
    private static final Pattern FORM = Pattern.compile(("(?<model>.+-[0-9a-f]{12})(?:"
                    + "(?:%1$s)?\\.incomplete(?:\\.etag)?"
                    + "|(?:(?:%1$s)?\\.incomplete\\.etag|\\.first\\.json)%1$s\\.tmp"
                    + "|\\.[0-9a-f]{64}\\.complete"
                    + "|%1$s\\.(?:tmp|old))")
            .formatted(MARK));

    /** Everything that is left over in the folder of such models. */
    static List<WebLeftover> in(Path root) throws IOException {
        return HubCache.children(root).stream()
                .map(WebLeftover::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** A file or folder, if it is left over; a folder that was to be replaced is the model itself if there is no other. */
    static Optional<WebLeftover> of(Path path) {
        return named(path).filter(left -> !left.isLastCopy());
    }

    /** Whatever lies beside the folder of a model and is nothing without it. */
    static List<WebLeftover> beside(WebFolder model) throws IOException {
        return HubCache.children(Objects.requireNonNull(model.directory().getParent())).stream()
                .map(WebLeftover::named)
                .flatMap(Optional::stream)
                .filter(left -> left.model().equals(model))
                .toList();
    }

    /** A file or folder that has the name of something left over. */
    static Optional<WebLeftover> named(Path path) {
        Matcher name = FORM.matcher(path.getFileName().toString());
        return name.matches()
                ? Optional.of(new WebLeftover(path, new WebFolder(path.resolveSibling(name.group("model")))))
                : Optional.empty();
    }

    private boolean isLastCopy() {
        return path.toString().endsWith(REPLACED) && !Files.exists(model.directory());
    }

    /** Whether all of the file came. */
    boolean isComplete() {
        return path.toString().endsWith(COMPLETE);
    }

    /** The name of the model's folder, which commands know. */
    String subject() {
        return model.directory().getFileName().toString();
    }

    /** How much space it takes that neither the model's folder nor anything counted before takes, too. */
    long bytes(PhysicalFiles counted) throws IOException {
        counted.addAll(model.directory());
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? counted.addAll(path) : counted.add(path);
    }

    /** Whether a download of the model is under way, or may be where that cannot be told. */
    boolean isInUse() throws IOException {
        if (!Files.exists(model.lock())) {
            return false;
        }
        try {
            return !unused(() -> {});
        } catch (AccessDeniedException e) {
            // Of another user, who may be at it.
            return RemovalPlanning.isFresh(path);
        }
    }

    /** Deletes it unless a download of the model is under way; returns whether it did. */
    boolean delete() throws IOException {
        return unused(() -> Removing.deleteTree(path));
    }

    /** Something to do with it. */
    @FunctionalInterface
    private interface Act {
        void run() throws IOException;
    }

    private boolean unused(Act act) throws IOException {
        Optional<BlobLock> free = BlobLock.attempt(model.lock());
        if (free.isEmpty()) {
            return false;
        }
        try (BlobLock held = free.get()) {
            if (!held.isExclusive() && RemovalPlanning.isFresh(path)) {
                return false;
            }
            act.run();
            return true;
        }
    }
}
