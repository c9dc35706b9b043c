package org.whisperbench.worker;

import java.time.Duration;

/**
 * What a worker and its children used.
 *
 * @param peakBytes most resident memory since the worker was initialised, or started where only the system knows, in bytes; 0 if unknown
 * @param peakBasis how {@code peakBytes} came to be known
 * @param cpuTime processor time of the call, summed over cores and processes; zero if unknown
 * @param cpuBasis how {@code cpuTime} came to be known
 */
public record ResourceUse(long peakBytes, Basis peakBasis, Duration cpuTime, Basis cpuBasis) {

    ResourceUse withCpu(Duration time, Basis basis) {
        return new ResourceUse(peakBytes, peakBasis, time, basis);
    }

    /** How a figure came to be known. */
    public enum Basis {
        /**
         * The system kept it for the one process that there is: nothing can have been missed. Of memory it is the highest
         * that there was; of processor time, which has no peak, it is the exact sum.
         */
        PEAK,
        /** The largest of what was seen from time to time over the tree of processes: the truth may be more. */
        SAMPLED,
        /** It cannot be known here. */
        UNKNOWN
    }
}
