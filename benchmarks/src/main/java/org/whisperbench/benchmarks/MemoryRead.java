package org.whisperbench.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.whisperbench.platform.score.RunStatistics;

/**
 * What reading so many bytes takes that no cache holds, with nothing else done: no decoder that reads its weights once for a
 * token can be quicker on the same machine. Each thread sums a part of its own.
 */
public final class MemoryRead {

    private static final int MEBI_INTS = (1 << 20) / Integer.BYTES;
    private static final int WARM_UP = 20;
    private static final double NANOS = 1e9;
    private static final double GIGA = 1e9;

    private MemoryRead() {}

    /**
     * Measures.
     *
     * @param args how many MiB, such as {@code 108,44}; how many rounds; the most threads, else as many as there are processors
     * @throws ExecutionException if there is too little memory
     * @throws InterruptedException if the thread was interrupted
     */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        PrintStream out = StandardOutput.open();
        if (args.length < 2) {
            out.println("usage: MemoryRead MEBIBYTES[,MEBIBYTES...] ROUNDS [MOST_THREADS]");
            return;
        }
        Conditions.now().lines().forEach(out::println);
        int rounds = Integer.parseInt(args[1]);
        int most = args.length > 2
                ? Integer.parseInt(args[2])
                : Runtime.getRuntime().availableProcessors();
        Figures table = new Figures("ms, median of " + rounds, "threads", "median", "least", "GB/s");
        for (String mebibytes : args[0].split(",", -1)) {
            for (int threads = 1; threads <= most; threads++) {
                row(table, Integer.parseInt(mebibytes), threads, rounds);
            }
        }
        table.lines().forEach(out::println);
        out.println(Conditions.loadLine());
    }

    private static void row(Figures table, int mebibytes, int threads, int rounds)
            throws ExecutionException, InterruptedException {
        RunStatistics read = RunStatistics.of(measure(mebibytes * MEBI_INTS, threads, rounds));
        table.add(
                mebibytes + " MiB",
                Integer.toString(threads),
                Figures.millis(read.medianSeconds()),
                Figures.millis(read.minSeconds()),
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        (double) mebibytes * MEBI_INTS * Integer.BYTES / GIGA / read.medianSeconds()));
    }

    private static double[] measure(int ints, int threads, int rounds) throws ExecutionException, InterruptedException {
        List<Callable<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            // Written, so that each page has memory of its own.
            int[] part = IntStream.range(0, ints / threads).toArray();
            parts.add(() -> sum(part));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            double[] seconds = new double[rounds];
            for (int i = -WARM_UP; i < rounds; i++) {
                long begin = System.nanoTime();
                for (Future<Integer> part : pool.invokeAll(parts)) {
                    part.get();
                }
                seconds[Math.max(0, i)] = (System.nanoTime() - begin) / NANOS;
            }
            return seconds;
        } finally {
            pool.shutdown();
        }
    }

    private static int sum(int[] part) {
        int sum = 0;
        for (int value : part) {
            sum += value;
        }
        return sum;
    }
}
