package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/**
 * Computes mel spectra on several threads, and ahead of time on one of its own, while the encoder is busy with the window
 * before.
 *
 * <p>Any number of threads may use an instance until it is closed.
 */
final class ParallelLogMel implements LogMelFrames, AutoCloseable {

    /** Fewer frames are computed faster than they are handed over. */
    private static final int LEAST_FRAMES = 64;

    private final List<LogMel> parts = new ArrayList<>();
    private final ExecutorService workers;
    private final ExecutorService ahead;

    /**
     * Starts the threads.
     *
     * @param melBins number of mel filters
     * @param threads threads that compute, at least 1
     */
    ParallelLogMel(int melBins, int threads) {
        for (int i = 0; i < threads; i++) {
            parts.add(new LogMel(melBins));
        }
        workers = Executors.newFixedThreadPool(threads, named("log-mel"));
        ahead = Executors.newSingleThreadExecutor(named("log-mel-ahead"));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public int melBins() {
        return parts.get(0).melBins();
    }

    @Override
    public synchronized void compute(float[] samples, int frames, float[] into, int stride)
            throws InterruptedException {
        int count = Math.max(1, Math.min(parts.size(), frames / LEAST_FRAMES));
        // Frames are transformed in pairs: a part begins with the first of a pair.
        int share = (frames / count + 2) / 2 * 2;
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LogMel part = parts.get(i);
            int from = Math.min(frames, i * share);
            int to = i == count - 1 ? frames : Math.min(frames, from + share);
            tasks.add(() -> {
                part.compute(samples, new LogMel.Range(from, to), into, stride);
                return true;
            });
        }
        for (Future<Boolean> done : workers.invokeAll(tasks)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("features were not computed", e.getCause());
            }
        }
    }

    @Override
    public boolean ahead(Runnable task) {
        ahead.execute(task);
        return true;
    }

    @Override
    public void close() {
        ahead.shutdownNow();
        workers.shutdownNow();
    }
}
