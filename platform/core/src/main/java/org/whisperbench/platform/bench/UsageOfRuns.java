package org.whisperbench.platform.bench;

import java.time.Duration;
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

/** Adds up what a model's engine uses, call by call. */
final class UsageOfRuns {

    private final Optional<ResourceMeter> meter;
    private long peakBytes;
    private Basis peakBasis = Basis.PEAK;
    private Duration cpu = Duration.ZERO;
    private Basis cpuBasis = Basis.PEAK;

    UsageOfRuns(SpeechModel model) {
        this.meter = model.ability(ResourceMeter.class);
    }

    /**
     * Takes the last call in; only the processor time of measured calls counts.
     *
     * @throws BackendException if the call was not of the process that the calls before were of
     */
    void add(boolean measured) {
        meter.ifPresent(UsageOfRuns::requireOneProcess);
        meter.map(ResourceMeter::lastCall).ifPresent(use -> add(use, measured));
    }

    private static void requireOneProcess(ResourceMeter meter) {
        if (meter.loads() > 1) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "the engine's process ended between two runs and its model was loaded again, so the times do not"
                            + " compare; see the log, and run it again");
        }
    }

    private void add(ResourceUse use, boolean measured) {
        peakBytes = Math.max(peakBytes, use.peakBytes());
        peakBasis = worse(peakBasis, use.peakBasis());
        if (measured) {
            cpu = cpu.plus(use.cpuTime());
            cpuBasis = worse(cpuBasis, use.cpuBasis());
        }
    }

    private static Basis worse(Basis one, Basis other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Returns the figures of that many measured passes. */
    Resources over(int passes, HostMemory.Peak host) {
        if (meter.isEmpty()) {
            return Resources.shared(host);
        }
        return new Resources(
                peakBasis == Basis.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(peakBytes),
                name(peakBasis),
                cpuBasis == Basis.UNKNOWN ? OptionalDouble.empty() : OptionalDouble.of(cpu.toNanos() / 1e9 / passes),
                name(cpuBasis),
                host.bytes(),
                host.basis());
    }

    private static String name(Basis basis) {
        return basis.name().toLowerCase(Locale.ROOT);
    }
}
