package org.whisperbench.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;

/** How many seconds of a recording are decoded, mixed and resampled in a second, its file read and the result written. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
public class ResamplerBenchmark {

    private static final int AUDIO_SECONDS = 600;

    private Path recording = Path.of("");
    private Path scratch = Path.of("");
    private AudioFiles files = new AudioFiles(scratch);

    /** Does no work, as JMH wants it. */
    public ResamplerBenchmark() {}

    /**
     * Writes ten minutes of 44.1 kHz stereo.
     *
     * @throws IOException if there is no room for it
     */
    @Setup
    public void record() throws IOException {
        recording = Files.createTempFile("whisperbench-", ".wav");
        scratch = Files.createTempDirectory("whisperbench-");
        files = new AudioFiles(scratch);
        StereoWav.write(recording, AUDIO_SECONDS);
    }

    /**
     * Opens them; one operation is one second of sound.
     *
     * @return samples of the result
     * @throws InterruptedException if JMH gives up
     */
    @Benchmark
    @OperationsPerInvocation(AUDIO_SECONDS)
    public long open() throws InterruptedException {
        try (DecodedAudio audio = files.open(recording)) {
            return audio.sampleCount();
        }
    }

    /**
     * Deletes what was written.
     *
     * @throws IOException if it cannot be deleted
     */
    @TearDown
    public void delete() throws IOException {
        Files.deleteIfExists(recording);
        Files.deleteIfExists(scratch);
    }
}
