package org.whisperbench.platform.bench;

import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.platform.hardware.MachineWatch;
import org.whisperbench.platform.store.ModelStore;

/**
 * Measures backends on the same decoded speech.
 *
 * <p>One benchmark at a time; a second call waits.
 */
@ProviderType
public interface Benchmarks {

    /**
     * Measures models in turns, A B A B, as many at once as memory allows, each in a process of its own where its backend is
     * isolated. Loading, the first inference, warm-up and runs are timed apart on a monotonic clock; decoding of files is
     * not timed, and all get the same samples. What goes wrong with one model is its row and does not stop the others.
     *
     * <p>A thread that is interrupted while it measures returns what was finished, with {@code cancelled} in the report and
     * without its flag.
     *
     * @param request what to measure, and how
     * @param listener told about each step
     * @return one row for each candidate
     * @throws org.whisperbench.api.WhisperException if a file cannot be decoded
     * @throws InterruptedException if the thread was interrupted before anything was finished
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
        return new InterleavedBenchmarks(
                store,
                audio,
                new Stage.Instruments(RunClock.system(), MachineWatch.ofThisMachine(), HostMemory.ofThisProgram()));
    }
}
