package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps others from doing the same work: threads of this process by a map, other Java processes by a lock on the file.
 * Python's locks are of another kind on Linux and are not met; so nothing may depend on a lock but the amount of work.
 */
public final class BlobLock implements AutoCloseable {

    private static final Map<Path, Turn> HELD = new HashMap<>();

    private final Turn turn;
    private final FileChannel channel;
    private final boolean exclusive;

    private BlobLock(Turn turn, FileChannel channel, boolean exclusive) {
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
        Turn turn = Turn.take(absolute);
        try {
            return open(absolute, turn);
        } catch (IOException | InterruptedException | RuntimeException e) {
            turn.end();
            throw e;
        }
    }

    /**
     * Takes the lock if nobody has it.
     *
     * @param file the lock's file, which is created with its folder and stays
     * @return the lock, to be closed; nothing if somebody has it
     * @throws IOException if the file cannot be created
     */
    public static Optional<BlobLock> attempt(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        Optional<Turn> turn = Turn.attempt(absolute);
        if (turn.isEmpty()) {
            return Optional.empty();
        }
        Optional<BlobLock> lock = Optional.empty();
        try {
            lock = openNow(absolute, turn.get());
            return lock;
        } finally {
            if (lock.isEmpty()) {
                turn.get().end();
            }
        }
    }

    private static Optional<BlobLock> openNow(Path file, Turn turn) throws IOException {
        FileChannel channel = channel(file);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new BlobLock(turn, channel, lock.isValid()));
            }
        } catch (OverlappingFileLockException e) {
            // Another class loader's in this process has it.
        } catch (IOException e) {
            return Optional.of(new BlobLock(turn, channel, false)); // a file system without locks
        }
        channel.close();
        return Optional.empty();
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static BlobLock open(Path file, Turn turn) throws IOException, InterruptedException {
        FileChannel channel = channel(file);
        try {
            return new BlobLock(turn, channel, lock(channel));
        } catch (InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How many locks threads of this process hold or wait for. */
    static int waiting() {
        synchronized (HELD) {
            return HELD.size();
        }
    }

    /**
     * The turn of one thread among those that want the same lock. The last one that ends takes the entry out of the map.
     *
     * @param file the lock's file
     * @param free given to one thread at a time
     * @param users how many threads hold it or wait for it
     */
    private record Turn(Path file, Semaphore free, AtomicInteger users) {

        static Turn take(Path file) throws InterruptedException {
            Turn turn;
            synchronized (HELD) {
                turn = HELD.computeIfAbsent(file, f -> new Turn(f, new Semaphore(1), new AtomicInteger()));
                turn.users.incrementAndGet();
            }
            try {
                turn.free.acquire();
                return turn;
            } catch (InterruptedException e) {
                turn.leave();
                throw e;
            }
        }

        static Optional<Turn> attempt(Path file) {
            synchronized (HELD) {
                Turn turn = HELD.computeIfAbsent(file, f -> new Turn(f, new Semaphore(1), new AtomicInteger()));
                if (!turn.free.tryAcquire()) {
                    return Optional.empty();
                }
                turn.users.incrementAndGet();
                return Optional.of(turn);
            }
        }

        void end() {
            free.release();
            leave();
        }

        private void leave() {
            synchronized (HELD) {
                if (users.decrementAndGet() == 0) {
                    HELD.remove(file);
                }
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException, InterruptedException {
        try {
            FileLock lock = channel.lock();
            return lock.isValid();
        } catch (FileLockInterruptionException | ClosedByInterruptException e) {
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
            turn.end();
        }
    }
}
