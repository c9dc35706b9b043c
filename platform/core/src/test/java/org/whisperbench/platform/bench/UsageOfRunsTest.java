package org.whisperbench.platform.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.Audio;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.worker.ResourceMeter;
import org.whisperbench.worker.ResourceUse;
import org.whisperbench.worker.ResourceUse.Basis;

class UsageOfRunsTest {

    /** Each call uses three seconds of a processor. */
    private static final class Metered implements SpeechModel, ResourceMeter {

        @Override
        public LoadedIdentity identity() {
            return LoadedIdentity.builder("x").build();
        }

        @Override
        public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress) {
            return Transcription.builder(List.of()).build();
        }

        @Override
        public <T> Optional<T> ability(Class<T> kind) {
            return kind == ResourceMeter.class ? Optional.of(kind.cast(this)) : Optional.empty();
        }

        @Override
        public void close() {}

        @Override
        public ResourceUse lastCall() {
            return USE;
        }

        @Override
        public int loads() {
            return 1;
        }
    }

    private static final ResourceUse USE = use();

    private static ResourceUse use() {
        return new ResourceUse(1000, Basis.PEAK, Duration.ofSeconds(3), Basis.SAMPLED);
    }

    @Test
    void onlyFinishedPassesCount() {
        UsageOfRuns usage = new UsageOfRuns(new Metered());
        UsageOfRuns.Cpu first = usage.add().plus(usage.add());
        UsageOfRuns.Cpu second = usage.add().plus(usage.add());
        usage.add(); // of a pass that was cut short

        Resources used = usage.over(List.of(first, second), HostMemory.Peak.UNKNOWN);

        assertEquals(6, used.cpuSeconds().orElseThrow());
        assertEquals("sampled", used.cpuBasis());
        assertEquals(1000, used.peakBytes().orElseThrow());
    }
}
