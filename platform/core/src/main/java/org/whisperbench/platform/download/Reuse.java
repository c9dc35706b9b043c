package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.platform.store.OtherFile;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * What another repository or revision of the cache or another program has, which then is not fetched. It only saves time: what
 * cannot be read or adopted is passed over.
 *
 * @param plan what is wanted, and where
 * @param elsewhere what other programs keep
 */
record Reuse(FilePlan plan, Elsewhere elsewhere) {

    private static final Logger LOG = LoggerFactory.getLogger(Reuse.class);

    /** Where the cache has a content already, by its name and length: in other repositories, or in earlier revisions. */
    List<Path> cached(TreeFile file) throws IOException {
        List<Path> candidates = new ArrayList<>(withoutLinks(file));
        for (HubRepository other : plan.repository().cache().repositories()) {
            if (!other.equals(plan.repository())) {
                candidates.add(other.blob(file.etag()));
            }
        }
        List<Path> found = new ArrayList<>();
        for (Path content : candidates) {
            if (file.sizeBytes() > 0 && Files.isRegularFile(content) && Files.size(content) == file.sizeBytes()) {
                found.add(content);
            }
        }
        return found;
    }

    /** Where there can be no links, a revision holds its contents itself; its listing tells which. */
    private List<Path> withoutLinks(TreeFile file) throws IOException {
        HubRepository repository = plan.repository();
        List<Path> found = new ArrayList<>();
        for (String other : repository.commits()) {
            Path own = repository.snapshot(other).resolve(file.path());
            boolean holds = !other.equals(plan.commit()) && Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS);
            if (holds
                    && Tree.read(repository.tree(other))
                            .filter(t -> has(t, file))
                            .isPresent()) {
                found.add(own);
            }
        }
        return found;
    }

    private static boolean has(Tree tree, TreeFile file) {
        TreeFile listed = tree.files().get(file.path());
        return listed != null && listed.etag().equals(file.etag());
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
            if (!plan.isContent(file, content)) {
                return false;
            }
            adopt(content, plan.repository().blob(file.etag()), share);
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
