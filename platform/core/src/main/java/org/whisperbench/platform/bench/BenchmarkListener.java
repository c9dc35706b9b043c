package org.whisperbench.platform.bench;

/** Told how far a benchmark is. */
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
}
