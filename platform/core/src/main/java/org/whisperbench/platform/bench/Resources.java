package org.whisperbench.platform.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.whisperbench.platform.hardware.HostMemory;

/**
 * What an engine used.
 *
 * @param peakBytes most resident memory of its processes together, from their start to the last run
 * @param peakBasis {@code peak} if the system kept it, {@code sampled} if it is the largest of what was seen from time
 *     to time, {@code unknown} if nobody could see it: then there is no figure
 * @param cpuSeconds processor time of a measured pass, all cores and processes together, the mean of the passes
 * @param cpuBasis likewise
 * @param hostPeakBytes most resident memory of this program itself, where an engine works that has no process of its own
 * @param hostPeakBasis {@code runs} if it is of the measured passes only, {@code start} if it may be of any time since this
 *     program began, {@code unknown} if nobody could see it: then there is no figure
 */
public record Resources(
        OptionalLong peakBytes,
        String peakBasis,
        OptionalDouble cpuSeconds,
        String cpuBasis,
        OptionalLong hostPeakBytes,
        String hostPeakBasis) {

    /** Of an engine that shares its process with the host, nobody can see more than that. */
    static Resources shared(HostMemory.Peak host) {
        return new Resources(
                OptionalLong.empty(), "unknown", OptionalDouble.empty(), "unknown", host.bytes(), host.basis());
    }
}
