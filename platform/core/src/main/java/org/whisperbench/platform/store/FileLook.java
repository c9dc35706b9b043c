package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.whisperbench.platform.store.FileState.Finding;
import org.whisperbench.platform.store.ModelStore.Depth;
import org.whisperbench.platform.store.hub.ContentHash;

/**
 * One file to look at.
 *
 * @param path path as the descriptor writes it
 * @param location where it should be
 * @param expected what it should be
 */
record FileLook(String path, Path location, Expectation expected) {

    /** Looks at files, hashing on all processors. */
    static List<FileState> all(List<FileLook> looks, Depth depth) throws InterruptedException {
        if (depth == Depth.LENGTHS || looks.size() < 2) {
            List<FileState> states = new ArrayList<>();
            for (FileLook look : looks) {
                states.add(look.look(depth));
            }
            return states;
        }
        int threads = Math.min(looks.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, FileLook::thread);
        try {
            List<Callable<FileState>> calls = looks.stream()
                    .<Callable<FileState>>map(l -> () -> l.look(depth))
                    .toList();
            List<FileState> states = new ArrayList<>();
            for (Future<FileState> state : pool.invokeAll(calls)) {
                states.add(state.get());
            }
            return states;
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at a file failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "whisperbench-hash");
        thread.setDaemon(true);
        return thread;
    }

    private FileState look(Depth depth) throws InterruptedException {
        if (!Files.isRegularFile(location)) {
            return state(Finding.MISSING, 0, "is missing");
        }
        try {
            long size = Files.size(location);
            if (!Files.isReadable(location)) {
                return unreadable("permission denied");
            }
            FileState byLength = byLength(size);
            return depth == Depth.HASHES
                            && byLength.isSound()
                            && expected.hash().isPresent()
                    ? hashed(expected.hash().get(), size)
                    : byLength;
        } catch (IOException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    private FileState byLength(long size) {
        if (expected.sizeBytes() < 0) {
            return size == 0 && !isHashOfNothing()
                    ? state(Finding.CORRUPT, 0, "is empty")
                    : state(Finding.UNVERIFIED, size, "");
        }
        if (size == expected.sizeBytes()) {
            return state(Finding.LENGTH_RIGHT, size, "");
        }
        Finding finding = size < expected.sizeBytes() ? Finding.TRUNCATED : Finding.CORRUPT;
        return state(finding, size, "has %d bytes, not %d".formatted(size, expected.sizeBytes()));
    }

    private boolean isHashOfNothing() {
        return expected.hash()
                .filter(h -> h.algorithm().finish(h.algorithm().start(0)).equals(h))
                .isPresent();
    }

    private FileState hashed(ContentHash hash, long size) throws IOException, InterruptedException {
        ContentHash actual = ContentHash.of(location, hash.algorithm());
        return actual.equals(hash)
                ? state(Finding.VERIFIED, size, "")
                : new FileState(path, location, Finding.CORRUPT, size, size, hash.difference(actual));
    }

    private FileState unreadable(String why) {
        return new FileState(path, location, Finding.CORRUPT, 0, -1, "cannot be read: " + why);
    }

    private FileState state(Finding finding, long size, String problem) {
        return new FileState(path, location, finding, size, expected.sizeBytes(), problem);
    }
}
