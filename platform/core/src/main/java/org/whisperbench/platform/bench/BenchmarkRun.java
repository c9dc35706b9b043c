package org.whisperbench.platform.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.whisperbench.platform.hardware.Disturbance;

/**
 * One measured pass.
 *
 * @param seconds wall time of its calls; the time between files does not count, nor, in a row, do the files on which the
 *     engine failed in any measured pass, so that all of its passes are of the same speech
 * @param fileSeconds wall time of each file; empty for one on which the engine failed
 * @param engine what the engine itself says it took
 * @param firstSegmentSeconds mean time from a call to its first segment; empty if the engine does not tell segments as
 *     they come
 * @param idleShare share of one processor that the waiting engines' processes used before it; empty if there were none
 * @param disturbance what happened on the machine meanwhile
 */
public record BenchmarkRun(
        double seconds,
        List<OptionalDouble> fileSeconds,
        EngineTimes engine,
        OptionalDouble firstSegmentSeconds,
        OptionalDouble idleShare,
        Disturbance disturbance) {

    /** An engine that waits uses less of a processor than this. */
    public static final double IDLE = 0.01;

    /** Copies the list. */
    public BenchmarkRun {
        fileSeconds = List.copyOf(fileSeconds);
    }

    /** This pass over the other files only; what is known of all files together is not known of those. */
    BenchmarkRun without(Set<Integer> places) {
        if (places.isEmpty()) {
            return this;
        }
        double kept = IntStream.range(0, fileSeconds.size())
                .filter(place -> !places.contains(place))
                .mapToDouble(place -> fileSeconds.get(place).orElse(0))
                .sum();
        return new BenchmarkRun(kept, fileSeconds, EngineTimes.UNKNOWN, OptionalDouble.empty(), idleShare, disturbance);
    }

    /**
     * Returns why this run is doubtful.
     *
     * @return {@code busy}, {@code throttled}, {@code engines not idle}; empty if nothing is known against it
     */
    @JsonProperty
    public List<String> marks() {
        List<String> marks = new ArrayList<>();
        if (disturbance.busy()) {
            marks.add("busy");
        }
        if (disturbance.throttled()) {
            marks.add("throttled");
        }
        if (idleShare.orElse(0) >= IDLE) {
            marks.add("engines not idle");
        }
        return marks;
    }

    /**
     * What an engine itself says its calls took; empty where it does not say so for every file.
     *
     * @param total whole calls, in seconds
     * @param encoder features to encoded speech, in seconds
     * @param decoder encoded speech to tokens, in seconds
     */
    public record EngineTimes(OptionalDouble total, OptionalDouble encoder, OptionalDouble decoder) {

        static final EngineTimes UNKNOWN =
                new EngineTimes(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
}
