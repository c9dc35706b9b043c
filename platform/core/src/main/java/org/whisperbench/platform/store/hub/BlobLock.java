package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from doing the same work: threads of this process by a map, other Java processes by a lock on the file.
 * Python's locks are of another kind on Linux and are not met; so nothing may depend on a lock but the amount of work.
 */
public final class BlobLock implements AutoCloseable {

    private static final Map<Path, Semaphore> HELD = new ConcurrentHashMap<>();

    private final Semaphore turn;
    private final FileChannel channel;
    private final boolean exclusive;

    private BlobLock(Semaphore turn, FileChannel channel, boolean exclusive) {
        this.turn = turn;
        this.channel = channel;
        this.exclusive = exclusive;
    }

    /**
     * Waits for the lock.
     *
     * @param file the lock's file, which is created with its folder and stays
     * @return the lock, to be closed
     * @throws IOException if the file cannot be created
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public static BlobLock acquire(Path file) throws IOException, InterruptedException {
        Path absolute = file.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        Semaphore turn = HELD.computeIfAbsent(absolute, f -> new Semaphore(1));
        turn.acquire();
        @Nullable BlobLock held = null;
        try {
            FileChannel channel = FileChannel.open(
                    absolute, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            held = new BlobLock(turn, channel, lock(channel));
            return held;
        } finally {
            if (held == null) {
                turn.release();
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException, InterruptedException {
        try {
            FileLock lock = channel.lock();
            return lock.isValid();
        } catch (FileLockInterruptionException | ClosedByInterruptException e) {
            channel.close();
            Thread.interrupted();
            throw new InterruptedException("interrupted while waiting for a lock");
        } catch (IOException e) {
            // A file system without locks: others may do the same work at the same time, which does no damage.
            return false;
        }
    }

    /**
     * Tells whether no other Java process is at it.
     *
     * @return false where the file system has no locks
     */
    public boolean isExclusive() {
        return exclusive;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            turn.release();
        }
    }
}
