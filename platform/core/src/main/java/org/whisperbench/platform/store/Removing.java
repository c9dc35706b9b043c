package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.store.Removal.Item;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.SharedBlobs;

/** Deletes what a plan names. Links are deleted, never followed. */
final class Removing {

    private final HubCache cache;
    private final SharedBlobs shared;

    Removing(HubCache cache) {
        this.cache = cache;
        this.shared = cache.shared();
    }

    long carryOut(Removal plan) throws InterruptedException {
        long freed = 0;
        for (Item item : plan.items()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before '" + item.path() + "' was deleted");
            }
            if (!item.path().normalize().startsWith(cache.root())) {
                throw new IllegalArgumentException("'" + item.path() + "' is not below '" + cache.root() + "'");
            }
            try {
                freed += delete(item);
            } catch (IOException e) {
                throw StoreFailure.of("delete", item.path(), e);
            }
        }
        return freed;
    }

    private long delete(Item item) throws IOException, InterruptedException {
        return switch (item.kind()) {
            case SHARED -> shared.collect(item.path());
            case SNAPSHOT, REPOSITORY -> {
                deleteTree(item.path());
                yield item.bytes();
            }
            case REFERENCE, LISTING, CONTENT, PARTIAL -> Files.deleteIfExists(item.path()) ? item.bytes() : 0;
        };
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
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
