package org.whisperbench.platform.bench;

import java.util.OptionalDouble;
import org.whisperbench.platform.score.RunStatistics;

/**
 * How fast a model is.
 *
 * @param statistics of the measured passes, in seconds
 * @param rtf real-time factor: median time of a pass divided by the length of the speech; less is faster
 * @param rtfx the inverse: how many seconds of speech in one second; more is faster
 * @param coreHours hours of one processor for an hour of speech; empty if unknown, also if the engine failed on a file
 */
public record Speed(RunStatistics statistics, double rtf, double rtfx, OptionalDouble coreHours) {

    /**
     * Computes the factors.
     *
     * @param statistics of the measured passes, in seconds
     * @param audioSeconds length of the speech, more than 0
     * @param resources what a pass used
     * @return the speed
     */
    static Speed of(RunStatistics statistics, double audioSeconds, Resources resources) {
        return new Speed(
                statistics,
                statistics.medianSeconds() / audioSeconds,
                audioSeconds / statistics.medianSeconds(),
                resources.cpuSeconds().isPresent()
                        ? OptionalDouble.of(resources.cpuSeconds().getAsDouble() / audioSeconds)
                        : OptionalDouble.empty());
    }
}
