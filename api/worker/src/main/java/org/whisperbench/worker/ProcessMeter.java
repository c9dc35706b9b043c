package org.whisperbench.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.whisperbench.worker.ResourceUse.Basis;

/** Looks from time to time at what a tree of processes uses. Any number of threads may use it. */
final class ProcessMeter {

    private final ProcessTree tree;
    private final ResidentMemory memory;
    /** Processor time that was seen to be used. */
    private Duration used = Duration.ZERO;
    /** What the living processes and their former children had used when they were last looked at. */
    private Duration seen = Duration.ZERO;

    private boolean timed;
    private boolean fewer;
    private boolean alone = true;
    private boolean told;
    private long largestBytes;
    private long rootPeakBytes;
    private OptionalLong formerFaults = OptionalLong.empty();

    ProcessMeter(ProcessTree tree, ResidentMemory memory) {
        this.tree = tree;
        this.memory = memory;
    }

    /** Forgets what starting took: a program that starts the worker's program, for one. */
    synchronized void begin() {
        alone = true;
        largestBytes = 0;
        formerFaults = tree.faultsOfFormerChildren();
        sample();
    }

    /** Looks before a call, unless the worker is alone and tells everything itself; returns the processor time so far. */
    synchronized Duration beforeCall() {
        if (!alone || !told) {
            sample();
        }
        return used;
    }

    /** Looks once. */
    synchronized void sample() {
        Set<ProcessHandle> family = tree.family();
        alone &= family.size() <= 1;
        family.stream()
                .map(ProcessTree::processorTime)
                .flatMap(Optional::stream)
                .reduce(Duration::plus)
                .ifPresent(this::count);
        memory.bytes(family).ifPresent(bytes -> largestBytes = Math.max(largestBytes, bytes));
        tree.rootPeakBytes().ifPresent(peak -> rootPeakBytes = Math.max(rootPeakBytes, peak));
    }

    /**
     * A sum that is less than before has lost a process. If its parent has not waited for it yet, its time is soon the
     * parent's; if it is less again, the parent had left it, and what it used stays used.
     */
    private void count(Duration now) {
        timed = true;
        boolean less = now.compareTo(seen) < 0;
        boolean first = less && !fewer;
        fewer = less;
        if (first) {
            return;
        }
        if (now.compareTo(seen) > 0) {
            used = used.plus(now.minus(seen));
        }
        seen = now;
    }

    /**
     * Returns what a call used; the worker's own figures stand where it is the only process that there was.
     *
     * @param before processor time when the call began
     * @param reported the worker's own figures, as far as it told them
     */
    synchronized ResourceUse use(Duration before, JsonObject reported) {
        OptionalLong ownCpu = reported.whole("cpuNanos");
        told = ownCpu.isPresent() && reported.has("peakBytes");
        alone &= formerFaults.equals(tree.faultsOfFormerChildren());
        if (!told || !alone) {
            sample();
        }
        ResourceUse memory = memory(reported.whole("peakBytes").orElse(0));
        if (alone && ownCpu.isPresent()) {
            return memory.withCpu(Duration.ofNanos(ownCpu.getAsLong()), Basis.PEAK);
        }
        Basis cpuBasis = timed ? Basis.SAMPLED : Basis.UNKNOWN;
        return memory.withCpu(used.minus(before), cpuBasis);
    }

    private ResourceUse memory(long reportedPeak) {
        long ownPeak = Math.max(rootPeakBytes, reportedPeak);
        boolean exact = alone && ownPeak > 0;
        long peak = exact ? ownPeak : Math.max(largestBytes, ownPeak);
        Basis basis = exact ? Basis.PEAK : peak > 0 ? Basis.SAMPLED : Basis.UNKNOWN;
        return new ResourceUse(peak, basis, Duration.ZERO, Basis.UNKNOWN);
    }
}
