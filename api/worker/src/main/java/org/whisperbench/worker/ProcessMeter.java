package org.whisperbench.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.whisperbench.worker.ResourceUse.Basis;
import tools.jackson.databind.JsonNode;

/** Looks from time to time at what a tree of processes uses. Any number of threads may use it. */
final class ProcessMeter {

    private final ProcessTree tree;
    private final Map<Long, Duration> processorTimes = new HashMap<>();
    private boolean alone = true;
    private long largestBytes;
    private long rootPeakBytes;

    ProcessMeter(ProcessTree tree) {
        this.tree = tree;
    }

    /** Forgets what starting took: a program that starts the worker's program, for one. */
    synchronized void begin() {
        alone = true;
        largestBytes = 0;
        sample();
    }

    /** Looks once. */
    synchronized void sample() {
        Set<ProcessHandle> family = tree.family();
        alone &= family.size() <= 1;
        long bytes = 0;
        boolean first = true;
        for (ProcessHandle one : family) {
            one.info().totalCpuDuration().ifPresent(time -> processorTimes.put(one.pid(), time));
            Optional<String> status = ProcessTree.status(one.pid());
            bytes += status.map(ProcStatus::residentBytes)
                    .orElseGet(OptionalLong::empty)
                    .orElse(0);
            if (first) {
                OptionalLong peak = status.map(ProcStatus::peakBytes).orElseGet(OptionalLong::empty);
                rootPeakBytes = Math.max(rootPeakBytes, peak.orElse(0));
            }
            first = false;
        }
        largestBytes = Math.max(largestBytes, bytes);
    }

    /** Returns the processor time of all processes that were ever seen; zero where it cannot be known. */
    synchronized Duration processorTime() {
        return processorTimes.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Returns what was used; the worker's own figures stand where it is the only process.
     *
     * @param before processor time when the call began
     * @param reported the worker's own figures, as far as it told them
     */
    synchronized ResourceUse use(Duration before, JsonNode reported) {
        long ownPeak = Math.max(rootPeakBytes, reported.path("peakBytes").asLong(0));
        boolean exact = alone && ownPeak > 0;
        long peak = exact ? ownPeak : Math.max(largestBytes, ownPeak);
        Basis peakBasis = exact ? Basis.PEAK : peak > 0 ? Basis.SAMPLED : Basis.UNKNOWN;

        JsonNode own = reported.path("cpuNanos");
        if (alone && own.isIntegralNumber()) {
            return new ResourceUse(peak, peakBasis, Duration.ofNanos(own.asLong(0)), Basis.PEAK);
        }
        boolean seen = !processorTimes.isEmpty();
        Duration sampled = processorTime().minus(before);
        return new ResourceUse(peak, peakBasis, sampled, seen ? Basis.SAMPLED : Basis.UNKNOWN);
    }
}
