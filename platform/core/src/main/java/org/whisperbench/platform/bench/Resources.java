package org.whisperbench.platform.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What an engine used.
 *
 * @param peakBytes most resident memory of its processes together, from their start to the last run
 * @param peakBasis {@code peak} if the system kept it, {@code sampled} if it is the largest of what was seen from time
 *     to time, {@code unknown} if nobody could see it: then there is no figure
 * @param cpuSeconds processor time of a measured pass, all cores and processes together, the mean of the passes
 * @param cpuBasis likewise
 */
public record Resources(OptionalLong peakBytes, String peakBasis, OptionalDouble cpuSeconds, String cpuBasis) {

    /** Nobody could see it: the engine shares its process with the host. */
    static final Resources UNKNOWN = new Resources(OptionalLong.empty(), "unknown", OptionalDouble.empty(), "unknown");
}
