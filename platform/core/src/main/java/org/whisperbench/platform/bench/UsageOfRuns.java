package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.worker.ResourceMeter;
import org.whisperbench.worker.ResourceUse;
import org.whisperbench.worker.ResourceUse.Basis;

/** What a model's engine uses, call by call. */
final class UsageOfRuns {

    private final Optional<ResourceMeter> meter;
    private long peakBytes;
    private Basis peakBasis = Basis.PEAK;

    UsageOfRuns(SpeechModel model) {
        this.meter = model.ability(ResourceMeter.class);
    }

    /**
     * Processor time.
     *
     * @param time how much
     * @param basis how well it is known
     */
    record Cpu(Duration time, Basis basis) {

        static final Cpu NONE = new Cpu(Duration.ZERO, Basis.PEAK);

        Cpu plus(Cpu other) {
            return new Cpu(time.plus(other.time), worse(basis, other.basis));
        }
    }

    /**
     * Takes the last call in.
     *
     * @return its processor time
     * @throws BackendException if the call was not of the process that the calls before were of
     */
    Cpu add() {
        meter.ifPresent(UsageOfRuns::requireOneProcess);
        return meter.map(ResourceMeter::lastCall).map(this::add).orElse(Cpu.NONE);
    }

    private static void requireOneProcess(ResourceMeter meter) {
        if (meter.loads() > 1) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "the engine's process ended between two runs and its model was loaded again, so the times do not"
                            + " compare; see the log, and run it again");
        }
    }

    private Cpu add(ResourceUse use) {
        peakBytes = Math.max(peakBytes, use.peakBytes());
        peakBasis = worse(peakBasis, use.peakBasis());
        return new Cpu(use.cpuTime(), use.cpuBasis());
    }

    private static Basis worse(Basis one, Basis other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Returns the figures of the measured passes that were finished, at least one. */
    Resources over(List<Cpu> passes, HostMemory.Peak host) {
        if (meter.isEmpty()) {
            return Resources.shared(host);
        }
        Cpu cpu = passes.stream().reduce(Cpu.NONE, Cpu::plus);
        return new Resources(
                peakBasis == Basis.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(peakBytes),
                name(peakBasis),
                cpu.basis() == Basis.UNKNOWN
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(cpu.time().toNanos() / 1e9 / passes.size()),
                name(cpu.basis()),
                host.bytes(),
                host.basis());
    }

    private static String name(Basis basis) {
        return basis.name().toLowerCase(Locale.ROOT);
    }
}
