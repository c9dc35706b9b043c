package org.whisperbench.platform.bench;

/** Told how far a benchmark is. Called by one thread, between measurements. */
@FunctionalInterface
public interface BenchmarkListener {

    /**
     * A step begins.
     *
     * @param model {@code backend/model}, or an empty text while files are decoded
     * @param step what is being done, such as {@code run 2 of 5}
     * @param fraction how much of the whole benchmark is done, from 0 to 1
     */
    void step(String model, String step, double fraction);

    /**
     * Everything is known but the results.
     *
     * @param head a report without rows
     */
    default void begun(BenchmarkReport head) {}

    /**
     * A model has come this far.
     *
     * @param model name of the row
     * @param fraction from 0 to 1
     */
    default void advanced(String model, double fraction) {}

    /**
     * A measured pass is over.
     *
     * @param model name of the row
     * @param run what it took
     */
    default void measured(String model, BenchmarkRun run) {}

    /**
     * A model is done, for better or worse.
     *
     * @param row its row
     */
    default void finished(BenchmarkRow row) {}
}
