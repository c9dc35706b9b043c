package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.platform.store.OtherFile;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.TreeFile;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * What another repository of the cache or another program has, which then is not fetched. It only saves time: what cannot be
 * read or adopted is passed over.
 *
 * @param repository where contents are wanted
 * @param elsewhere what other programs keep
 */
record Reuse(HubRepository repository, Elsewhere elsewhere) {

    private static final Logger LOG = LoggerFactory.getLogger(Reuse.class);

    /** Where other repositories of the cache have a content, by its name and length. */
    List<Path> cached(TreeFile file) throws IOException {
        List<Path> found = new ArrayList<>();
        for (HubRepository other : repository.cache().repositories()) {
            Path content = other.blob(file.etag());
            boolean candidate = file.sizeBytes() > 0
                    && !other.equals(repository)
                    && Files.isRegularFile(content)
                    && content.toFile().length() == file.sizeBytes();
            if (candidate) {
                found.add(content);
            }
        }
        return found;
    }

    /** Whether a program that lets its files be shared has one of this length. */
    boolean isShared(TreeFile file) {
        return elsewhere.ofSize(file.sizeBytes()).stream()
                .anyMatch(other -> other.program().replacesFiles());
    }

    /** Takes a content from where it is; returns whether it was to be had. */
    boolean take(TreeFile file) throws IOException, InterruptedException {
        for (Path content : cached(file)) {
            if (isAdopted(content, file, true)) {
                return true;
            }
        }
        for (OtherFile other : elsewhere.ofSize(file.sizeBytes())) {
            if (isAdopted(other.path(), file, other.program().replacesFiles())) {
                return true;
            }
        }
        return false;
    }

    private boolean isAdopted(Path content, TreeFile file, boolean share) throws InterruptedException {
        try {
            ContentHash hash = file.hash().orElseThrow();
            if (!ContentHash.of(content, hash.algorithm()).equals(hash)) {
                return false;
            }
            adopt(content, repository.blob(file.etag()), share);
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("'{}' is passed over: {}", content, e.toString());
            return false;
        }
    }

    /** A file that others write into is copied, so that they do not change what is here. */
    private static void adopt(Path content, Path target, boolean share) throws IOException {
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Path fresh = target.resolveSibling(target.getFileName() + "." + WholeFile.mark() + ".incomplete");
        try {
            if (!share || !isLinked(fresh, content)) {
                Files.copy(content, fresh);
            }
            WholeFile.replace(fresh, target);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static boolean isLinked(Path fresh, Path content) {
        try {
            Files.createLink(fresh, content.toRealPath());
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
