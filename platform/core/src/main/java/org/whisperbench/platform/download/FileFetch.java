package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.BlobLock;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * Brings one file onto the disk: resumed, in several pieces at once if it is large, hashed on the way, and under its name
 * only when the hash is right. A wrong hash is tried once more from the start.
 */
final class FileFetch {

    /** From this length on a file is fetched in several pieces at once. */
    static final long LARGE_BYTES = 32L << 20;

    private static final long SMALLEST_PIECE = 8L << 20;
    private static final long LARGEST_PIECE = 128L << 20;

    private final FileTask task;
    private final FetchContext context;
    private final AtomicLong fetched = new AtomicLong();
    private boolean plain;
    private boolean resume = true;

    FileFetch(FileTask task, FetchContext context) {
        this.task = task;
        this.context = context;
    }

    /** Fetches the file if it is not there; returns how many bytes came over the network. */
    long run() throws IOException, InterruptedException {
        Files.createDirectories(java.util.Objects.requireNonNull(task.target().getParent()));
        try (BlobLock lock = BlobLock.acquire(task.lock())) {
            if (isThere()) {
                return 0;
            }
            WholeFile.requireNoFolder(task.target());
            if (task.sizeBytes() == 0) {
                WholeFile.write(task.target(), new byte[0]);
                return 0;
            }
            fetch(lock.isExclusive());
            return fetched.get();
        }
    }

    /** Somebody else may have fetched it while this one waited. */
    private boolean isThere() throws IOException, InterruptedException {
        if (!Files.isRegularFile(task.target()) || Files.size(task.target()) != task.sizeBytes()) {
            return false;
        }
        return switch (task.standing()) {
            case TRUSTED -> true;
            case HASHED ->
                task.hash().isOf(task.target()) && unlike(task.target()).isEmpty();
            case RENEWED -> false;
        };
    }

    /** The first published hash that a content does not have; that of the listing was compared on the way. */
    private Optional<ContentHash> unlike(Path content) throws IOException, InterruptedException {
        for (ContentHash published : task.published()) {
            if (!published.equals(task.hash()) && !published.isOf(content)) {
                return Optional.of(published);
            }
        }
        return Optional.empty();
    }

    private void finish(PartialFile partial) throws IOException, InterruptedException {
        Optional<ContentHash> unlike = unlike(partial.data());
        if (unlike.isPresent()) {
            ContentHash actual = ContentHash.of(partial.data(), unlike.get().algorithm());
            partial.discard();
            throw new Backoff.Final("'%s' %s as its publisher says; the server lists and sends another file"
                    .formatted(task.name(), unlike.get().difference(actual)));
        }
        partial.finish(task);
    }

    /** From one server after the other, until the content of one is right. */
    private void fetch(boolean exclusive) throws IOException, InterruptedException {
        while (true) {
            try {
                fetchFromOne(exclusive);
                return;
            } catch (IOException e) {
                if (!goesOn(e, task.source())) {
                    throw e;
                }
                plain = false;
            }
        }
    }

    /** Goes on to another server if one may do better: neither the disk, the user's limits nor an interrupt are to blame. */
    static boolean goesOn(IOException failure, FileSource source) {
        boolean ofServer = failure instanceof Backoff.Damaged
                || !(failure instanceof Backoff.Final || failure instanceof FileSystemException);
        return ofServer && !Thread.currentThread().isInterrupted() && source.next();
    }

    private void fetchFromOne(boolean exclusive) throws IOException, InterruptedException {
        int wrong = 0;
        int restarts = 0;
        while (true) {
            try (PartialFile partial = PartialFile.open(task, pieceBytes(), exclusive, resume)) {
                boolean resumed = partial.pieces().total() > 0;
                ContentHash actual;
                try {
                    actual = transfer(partial);
                } catch (Restart e) {
                    partial.discard();
                    boolean first = e.isPlain() && !plain;
                    plain |= e.isPlain();
                    resume = false;
                    restarts = first ? restarts : context.backoff().after(task.name(), e, restarts);
                    continue;
                }
                if (actual.equals(task.hash())) {
                    finish(partial);
                    return;
                }
                partial.discard();
                resume = false;
                wrong += resumed ? 0 : 1;
                if (wrong > 1) {
                    throw new Backoff.Damaged("'%s' %s, twice; the server or something in between damages it"
                            .formatted(task.name(), task.hash().difference(actual)));
                }
            }
        }
    }

    private long pieceBytes() {
        if (plain || task.sizeBytes() < LARGE_BYTES || context.connections() == 1) {
            return task.sizeBytes();
        }
        long even = task.sizeBytes() / (2L * context.connections());
        return Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, even));
    }

    private ContentHash transfer(PartialFile partial) throws IOException, InterruptedException {
        Future<ContentHash> hash =
                context.threads().submit(new HashFollower(partial, task.hash().algorithm()));
        try {
            stream(partial);
            return result(hash);
        } finally {
            hash.cancel(true);
        }
    }

    private void stream(PartialFile partial) throws IOException, InterruptedException {
        List<Future<Void>> others = new ArrayList<>();
        AtomicBoolean calm = new AtomicBoolean(true);
        Runnable answered = () -> {
            if (others.isEmpty() && partial.pieces().count() > 1) {
                for (int i = 1;
                        i < Math.min(context.connections(), partial.pieces().count());
                        i++) {
                    others.add(context.threads().submit(() -> {
                        work(partial, calm, () -> {}, false);
                        return null;
                    }));
                }
            }
        };
        try {
            work(partial, calm, answered, true);
            for (Future<Void> other : others) {
                result(other);
            }
            work(partial, calm, () -> {}, true);
        } finally {
            others.forEach(other -> other.cancel(true));
        }
    }

    private void work(PartialFile partial, AtomicBoolean calm, Runnable answered, boolean first)
            throws IOException, InterruptedException {
        PieceStream stream = new PieceStream(task, partial, context, plain, fetched);
        Pieces pieces = partial.pieces();
        for (OptionalInt piece = pieces.take(); piece.isPresent(); piece = pieces.take()) {
            try {
                if (!stream.fetch(piece.getAsInt(), answered)) {
                    calm.set(false);
                }
            } finally {
                pieces.giveBack(piece.getAsInt());
            }
            if (!calm.get() && !first) {
                return;
            }
        }
    }

    private static <T> T result(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("interrupted while fetching");
            }
            if (e.getCause() instanceof WhisperException failure) {
                throw failure;
            }
            throw new IllegalStateException("fetching failed unexpectedly", e.getCause());
        }
    }
}
