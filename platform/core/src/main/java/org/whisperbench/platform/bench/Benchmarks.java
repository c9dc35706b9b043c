package org.whisperbench.platform.bench;

import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.store.ModelStore;

/**
 * Measures backends on the same decoded speech.
 *
 * <p>One benchmark at a time; a second call waits.
 */
@ProviderType
public interface Benchmarks {

    /**
     * Measures one model after the other. Loading, warm-up and runs are timed apart on a monotonic clock; decoding of
     * files is not timed. What goes wrong with one model is its row and does not stop the others.
     *
     * @param request what to measure, and how
     * @param listener told about each step
     * @return one row for each model
     * @throws org.whisperbench.api.WhisperException if a file cannot be decoded
     * @throws InterruptedException if the thread was interrupted
     */
    BenchmarkReport run(BenchmarkRequest request, BenchmarkListener listener) throws InterruptedException;

    /**
     * Returns benchmarks over the given parts.
     *
     * @param store finds the models' files
     * @param audio decodes
     * @return the benchmarks
     */
    static Benchmarks over(ModelStore store, AudioFiles audio) {
        return new SequentialBenchmarks(store, audio);
    }
}
