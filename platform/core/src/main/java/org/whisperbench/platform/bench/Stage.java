package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.hardware.Disturbance;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.platform.hardware.MachineWatch;

/** What all candidates of a benchmark share: the request, the speech, the clock and the watch over the machine. */
final class Stage {

    private static final Duration WINDOW = Duration.ofMillis(100);
    /** After this long an engine that does not come to rest is measured all the same, and marked. */
    private static final int MOST_WINDOWS = 30;

    private final String id;
    private final BenchmarkRequest request;
    private final Speech speech;
    private final BenchmarkListener listener;
    private final Instruments instruments;
    /** How much of each candidate is done. */
    private final Map<String, Double> fractions = new HashMap<>();
    /** Who loaded files first, by backend, device and content. */
    private final Map<String, String> loaded = new HashMap<>();

    /** The speech as reports have it, and as engines get it. */
    record Speech(List<BenchmarkReport.Speech> described, List<DecodedAudio> decoded) {}

    /**
     * What measures.
     *
     * @param workerNanos processor time of the engines' processes; empty where there are none or it cannot be read
     * @param grace how much longer than it may an engine in this process takes before it is given up
     */
    record Instruments(
            RunClock clock, MachineWatch watch, Supplier<OptionalLong> workerNanos, HostMemory memory, Duration grace) {

        /** Longer than it takes to kill the processes that an engine started itself. */
        private static final Duration GRACE = Duration.ofSeconds(15);

        Instruments(RunClock clock, MachineWatch watch, HostMemory memory) {
            this(clock, watch, watch::workerNanos, memory, GRACE);
        }
    }

    Stage(String id, BenchmarkRequest request, Speech speech, BenchmarkListener listener, Instruments instruments) {
        this.id = id;
        this.request = request;
        this.speech = speech;
        this.listener = listener;
        this.instruments = instruments;
    }

    String id() {
        return id;
    }

    BenchmarkRequest request() {
        return request;
    }

    List<DecodedAudio> speech() {
        return speech.decoded();
    }

    List<BenchmarkReport.Speech> described() {
        return speech.described();
    }

    BenchmarkListener listener() {
        return listener;
    }

    RunClock clock() {
        return instruments.clock();
    }

    Duration grace() {
        return instruments.grace();
    }

    /** A candidate is done, for better or worse. */
    void finished(BenchmarkRow row) {
        fractions.put(row.subject().model(), 1.0);
        listener.advanced(row.subject().model(), 1);
        listener.finished(row);
    }

    void step(String model, String what, double fraction) {
        fractions.merge(model, fraction, Math::max);
        listener.advanced(model, fractions.getOrDefault(model, fraction));
        double sum = fractions.values().stream().mapToDouble(each -> each).sum();
        listener.step(model, what, sum / request.candidates().size());
    }

    /** Why a load that begins now is not cold; an empty text if it is. */
    String notCold(Candidate candidate, Map<String, String> sha256) {
        String what =
                candidate.model().backend().info().id() + " " + candidate.load().device() + " " + new TreeMap<>(sha256);
        String before = loaded.putIfAbsent(what, candidate.name());
        if (before == null) {
            return "";
        }
        return before.equals(candidate.name())
                ? "it was begun before, and failed"
                : "the same files were loaded before for '%s'".formatted(before);
    }

    void pause(Duration time) throws InterruptedException {
        if (!time.isZero()) {
            instruments.clock().pause(time);
        }
    }

    /** Waits until the engines' processes rest, and returns what share of a processor they used in the last window. */
    OptionalDouble idleShare() throws InterruptedException {
        OptionalDouble share = OptionalDouble.empty();
        for (int i = 0; i < MOST_WINDOWS; i++) {
            OptionalLong before = instruments.workerNanos().get();
            if (before.isEmpty()) {
                return OptionalDouble.empty();
            }
            long start = clock().nanoTime();
            clock().pause(WINDOW);
            long used = Math.max(0, instruments.workerNanos().get().orElse(0) - before.getAsLong());
            share = OptionalDouble.of((double) used / (clock().nanoTime() - start));
            if (share.getAsDouble() < BenchmarkRun.IDLE) {
                return share;
            }
        }
        return share;
    }

    /** Something that is measured. */
    interface Work<T> {
        T done() throws InterruptedException;
    }

    /** What it gave, and what happened meanwhile. */
    record Watched<T>(T value, Disturbance disturbance, HostMemory.Peak hostPeak) {}

    <T> Watched<T> watched(Work<T> work) throws InterruptedException {
        instruments.memory().begin();
        MachineWatch.Look before = instruments.watch().look(clock().nanoTime());
        T value = work.done();
        Disturbance disturbance =
                instruments.watch().between(before, instruments.watch().look(clock().nanoTime()));
        return new Watched<>(value, disturbance, instruments.memory().peak());
    }
}
