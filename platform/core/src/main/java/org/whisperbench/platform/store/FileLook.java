package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.DoubleConsumer;
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

    /** Looks at files; where they are hashed, on all processors, the largest first. */
    static List<FileState> all(List<FileLook> looks, Depth depth, DoubleConsumer progress) throws InterruptedException {
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
            Map<FileLook, Future<FileState>> running = new LinkedHashMap<>();
            for (FileLook look : largestFirst(looks)) {
                running.computeIfAbsent(look, l -> pool.submit(() -> l.look(depth)));
            }
            return states(looks, running, progress);
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at a file failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static List<FileState> states(
            List<FileLook> looks, Map<FileLook, Future<FileState>> running, DoubleConsumer progress)
            throws InterruptedException, ExecutionException {
        Map<FileLook, FileState> states = new HashMap<>();
        for (Map.Entry<FileLook, Future<FileState>> look : running.entrySet()) {
            states.put(look.getKey(), look.getValue().get());
            progress.accept((double) states.size() / running.size());
        }
        return looks.stream().map(l -> Objects.requireNonNull(states.get(l))).toList();
    }

    /** So that none of them is left for the end, when the other processors have nothing to do. */
    private static List<FileLook> largestFirst(List<FileLook> looks) {
        // Read once: a file that grows meanwhile must not change the order.
        Map<FileLook, Long> lengths = new HashMap<>();
        looks.forEach(look -> lengths.put(look, look.length()));
        return looks.stream()
                .sorted(Comparator.comparing((FileLook look) -> lengths.getOrDefault(look, 0L))
                        .reversed())
                .toList();
    }

    private long length() {
        try {
            return Files.size(location);
        } catch (IOException e) {
            return 0; // missing, which the look itself will tell
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "whisperbench-hash");
        thread.setDaemon(true);
        return thread;
    }

    private FileState look(Depth depth) throws InterruptedException {
        if (!Files.isRegularFile(location)) {
            return state(
                    Finding.MISSING,
                    0,
                    Files.isDirectory(location) ? "is missing; a folder is where it belongs" : "is missing");
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
