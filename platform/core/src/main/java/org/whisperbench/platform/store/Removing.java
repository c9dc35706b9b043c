package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.store.Removal.Item;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.SharedBlobs;

/**
 * Deletes what a plan names, and only what still is as it was planned: a question may stand for hours, and other processes
 * download, upgrade and pin meanwhile. Links are deleted, never followed.
 */
final class Removing {

    private final HubCache cache;
    private final Path web;
    private final SharedBlobs shared;
    private final RemovalCheck check;
    private final Map<Path, Set<Path>> used = new HashMap<>();

    Removing(HubCache cache, Path web) {
        this.cache = cache;
        this.web = web;
        this.shared = cache.shared();
        this.check = new RemovalCheck(cache);
    }

    long carryOut(Removal plan) throws InterruptedException {
        for (Item item : plan.items()) {
            requireInside(item);
            guarded(item, () -> check.unchanged(item));
        }
        long freed = 0;
        for (Item item : plan.items()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before '" + item.path() + "' was deleted");
            }
            guarded(item, () -> check.unchanged(item));
            guarded(item, () -> check.unnamed(item));
            try {
                freed += delete(item);
            } catch (IOException e) {
                throw StoreFailure.of("delete", item.path(), e);
            }
        }
        return freed;
    }

    private static void guarded(Item item, StoreFailure.Work<Boolean> look) {
        if (!StoreFailure.guard("look at", item.path(), look)) {
            throw RemovalCheck.changed(item);
        }
    }

    private void requireInside(Item item) {
        boolean ofWeb = item.kind() == Removal.Kind.DOWNLOAD || item.kind() == Removal.Kind.LEFTOVER;
        Path root = ofWeb ? web : cache.root();
        Path path = item.path().normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("'" + item.path() + "' is not below '" + root + "'");
        }
    }

    private long delete(Item item) throws IOException, InterruptedException {
        return switch (item.kind()) {
            case SHARED -> shared.collect(item.path());
            case SNAPSHOT, REPOSITORY, DOWNLOAD -> {
                long frees = FreedSpace.of(item.path());
                deleteTree(item.path());
                yield frees;
            }
            case LEFTOVER -> isDeletedLeftover(item.path()) ? item.bytes() : 0;
            case CONTENT -> isUsed(item.path()) ? 0 : deleted(item);
            case PARTIAL -> RemovalPlanning.isFresh(item.path()) ? 0 : deleted(item);
            case REFERENCE, LISTING -> deleted(item);
        };
    }

    private static boolean isDeletedLeftover(Path path) throws IOException {
        Optional<WebLeftover> leftover = WebLeftover.named(path);
        return leftover.isPresent()
                && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                && leftover.get().delete();
    }

    private static long deleted(Item item) throws IOException {
        long frees = FreedSpace.of(item.path());
        return Files.deleteIfExists(item.path()) ? frees : 0;
    }

    /** Whether a revision uses a content that has come since; looked for once the planned revisions are gone. */
    private boolean isUsed(Path content) throws IOException {
        Path folder = content.getParent();
        Set<Path> known = used.get(folder);
        if (known == null) {
            known = check.usedBeside(content);
            used.put(folder, known);
        }
        return known.contains(content);
    }

    /** Deletes a folder with all that is in it, or a file, if it is there. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(folder);
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
