package org.whisperbench.platform.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache folder as the launcher lays it out: {@code framework/INSTALLATION/slot-N}, each with a file {@code lock} that
 * its process holds, {@code jvm}, with the archives of classes, {@code graphs}, with what ONNX Runtime optimised, and
 * {@code checks}, with the kept results of checks.
 *
 * @param root the folder; it need not exist
 * @param archives tells archives of classes that are used from those that are not
 */
record Caches(Path root, ClassArchives archives) {

    private static final Logger LOG = LoggerFactory.getLogger(Caches.class);
    private static final String LOCK = "lock";
    private static final String CHECKS = "checks";

    Caches(Path root) {
        this(root, ClassArchives.none());
    }

    List<CacheEntry> list() {
        List<CacheEntry> entries = new ArrayList<>();
        for (Path installation : in(root.resolve("framework"))) {
            for (Path slot : in(installation)) {
                if (Files.isDirectory(slot, LinkOption.NOFOLLOW_LINKS)) {
                    entries.add(new CacheEntry(slot, "framework and log of a run", size(slot), isHeld(slot)));
                }
            }
        }
        in(root.resolve("jvm")).forEach(archive -> entries.add(archives.entry(archive, size(archive))));
        in(root.resolve("graphs"))
                .forEach(graph -> entries.add(
                        new CacheEntry(graph, "a model's graph, optimised for this processor", size(graph), false)));
        Path checks = root.resolve(CHECKS);
        if (Files.isDirectory(checks, LinkOption.NOFOLLOW_LINKS)) {
            entries.add(new CacheEntry(checks, "results of checks", size(checks), isHeld(checks)));
        }
        return entries;
    }

    List<CacheEntry> delete(List<CacheEntry> entries) {
        List<CacheEntry> gone = new ArrayList<>();
        for (CacheEntry entry : entries) {
            if (!entry.inUse() && entry.path().startsWith(root) && isDeleted(entry.path())) {
                gone.add(entry);
            }
        }
        return gone;
    }

    private static boolean isDeleted(Path path) {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(path);
                return true;
            }
            // Held while it is deleted, so that nobody takes the slot meanwhile.
            try (FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                if (!isFree(channel)) {
                    return false;
                }
                deleteTree(path);
                return true;
            }
        } catch (IOException e) {
            LOG.info("'{}' could not be deleted", path, e);
            return false;
        }
    }

    private static boolean isHeld(Path slot) {
        Path lock = slot.resolve(LOCK);
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return !isFree(channel);
        } catch (IOException e) {
            LOG.debug("'{}' could not be locked", lock, e);
            return true;
        }
    }

    /** Locks a file until the channel is closed, unless another process, or the launcher in this one, has. */
    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            LOG.info("'{}' could not be listed", folder, e);
            return List.of();
        }
    }

    /** What cannot be read counts as nothing. */
    private static long size(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("'{}' could not be measured", path, e);
            return 0;
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
