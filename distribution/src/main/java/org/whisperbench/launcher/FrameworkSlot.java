package org.whisperbench.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A folder of the user's cache that belongs to this process alone as long as it runs: framework cache, temporary files
 * and log. A process takes the first slot of its installation that it can lock, so a second run finds the framework's
 * cache filled, and runs at the same time do not meet. Felix' own lock is not used: Felix 7.0.5 goes on without it.
 */
final class FrameworkSlot implements AutoCloseable {

    private static final int MOST_SLOTS = 256;
    private static final String OWNER = "installation";

    private final Path folder;
    private final FileChannel channel;

    private FrameworkSlot(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the first free slot, after removing those of installations that are gone. */
    static FrameworkSlot take(Path cache, Installation installation) throws IOException {
        Path slots = Files.createDirectories(cache.resolve("framework"));
        Path mine = Files.createDirectories(slots.resolve(installation.id()));
        Files.writeString(mine.resolve(OWNER), installation.home().toString());
        removeStale(slots, mine);
        for (int i = 0; i < MOST_SLOTS; i++) {
            Path folder = Files.createDirectories(mine.resolve("slot-" + i));
            FileChannel channel = lock(folder);
            if (channel != null) {
                FrameworkSlot slot = new FrameworkSlot(folder, channel);
                delete(slot.scratch());
                return slot;
            }
        }
        throw new IOException("%d processes use '%s' already; end some".formatted(MOST_SLOTS, mine));
    }

    Path framework() {
        return folder.resolve("felix");
    }

    Path scratch() {
        return folder.resolve("scratch");
    }

    Path log() {
        return folder.resolve("whisperbench.log");
    }

    Path folder() {
        return folder;
    }

    /** Forgets the framework's cache, so that the next start begins anew. */
    void forget() throws IOException {
        delete(framework());
    }

    @Override
    public void close() throws IOException {
        try {
            delete(scratch());
        } catch (IOException | UncheckedIOException e) {
            // No logger before the log's place is known, which is in this slot.
            LoggerFactory.getLogger(FrameworkSlot.class)
                    .debug("'{}' was not emptied; the next process that takes the slot does it", scratch(), e);
        } finally {
            channel.close();
        }
    }

    private static @Nullable FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(channel)) {
            channel.close();
            return null;
        }
        return channel;
    }

    /** Locks a file, unless another process or another launcher in this one has. */
    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Removes what belongs to installations that are gone or were replaced by another version. */
    private static void removeStale(Path slots, Path mine) throws IOException {
        String home = Files.readString(mine.resolve(OWNER));
        for (Path other : list(slots)) {
            Path owner = other.resolve(OWNER);
            if (other.equals(mine) || !Files.isRegularFile(owner)) {
                continue;
            }
            try {
                String otherHome = Files.readString(owner);
                if (otherHome.equals(home) || !Files.isDirectory(Path.of(otherHome))) {
                    removeIfIdle(other);
                }
            } catch (IOException | UncheckedIOException | InvalidPathException e) {
                // Another process may be removing the same; what cannot be read is left for a later start.
            }
        }
    }

    /** Holds all slots while it deletes them, so that nobody takes one meanwhile. */
    private static void removeIfIdle(Path installation) throws IOException {
        List<FileChannel> held = new ArrayList<>();
        try {
            for (Path slot : list(installation)) {
                if (Files.isDirectory(slot)) {
                    FileChannel channel = lock(slot);
                    if (channel == null) {
                        return;
                    }
                    held.add(channel);
                }
            }
            delete(installation);
        } finally {
            for (FileChannel channel : held) {
                channel.close();
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        }
    }
}
