package org.whisperbench.platform.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.bench.BenchmarkRequest.Comparison;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.platform.hardware.MachineWatch;
import org.whisperbench.platform.score.TextRules;
import org.whisperbench.testkit.FakeBackend;

/** A benchmark on a clock that goes only when it is told to. */
record VirtualBenchmark(Path folder, VirtualClock clock, Corpus corpus, Supplier<OptionalLong> workerNanos) {

    VirtualBenchmark(Path folder, VirtualClock clock, Corpus corpus) {
        this(folder, clock, corpus, OptionalLong::empty);
    }

    BenchmarkReport run(
            Pace pace, Comparison comparison, OptionalLong memory, BenchmarkListener listener, FakeBackend... backends)
            throws InterruptedException {
        return run(pace, comparison, memory, listener, candidates(Parts.of(folder, backends)));
    }

    static List<Candidate> candidates(Parts parts) {
        return parts.models().stream()
                .map(model -> new Candidate(model, LoadOptions.defaults(), TranscribeOptions.defaults()))
                .toList();
    }

    BenchmarkReport run(
            Pace pace,
            Comparison comparison,
            OptionalLong memory,
            BenchmarkListener listener,
            List<Candidate> candidates)
            throws InterruptedException {
        Parts parts = Parts.of(folder);
        Path nowhere = folder.resolve("nowhere");
        Benchmarks benchmarks = new InterleavedBenchmarks(
                parts.store(),
                new AudioFiles(folder.resolve("scratch")),
                new Stage.Instruments(
                        clock,
                        new MachineWatch(nowhere, nowhere),
                        workerNanos,
                        new HostMemory(nowhere),
                        Duration.ofMillis(1500)));
        return benchmarks.run(
                new BenchmarkRequest(candidates, corpus, pace, TextRules.BY_LANGUAGE, comparison, memory), listener);
    }
}
