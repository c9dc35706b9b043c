package org.whisperbench.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;

/** How long the embedded engine takes for a recording with the self-test model on two threads; loading is not counted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class TranscribeBenchmark {

    private static final int THREADS = 2;

    /** Number format of the weights. */
    @Param({"fp32", "int8"})
    public String precision = "";

    /** The recording: 3.6 s, and 41 s that take two windows. */
    @Param({"digits-12.wav", "long.wav"})
    public String recording = "";

    private @Nullable SpeechModel model;
    private @Nullable DecodedAudio audio;
    private Path scratch = Path.of("");

    /** Does no work, as JMH wants it. */
    public TranscribeBenchmark() {}

    /**
     * Loads the model and opens the recording.
     *
     * @throws IOException if no folder can be made
     * @throws InterruptedException if JMH gives up
     */
    @Setup
    public void load() throws IOException, InterruptedException {
        scratch = Files.createTempDirectory("whisperbench-");
        model = EmbeddedEngine.load(CheckoutFiles.nano(), precision, THREADS);
        audio = new AudioFiles(scratch).open(CheckoutFiles.sample(recording));
    }

    /**
     * Transcribes it.
     *
     * @return the text
     * @throws InterruptedException if JMH gives up
     */
    @Benchmark
    public Transcription transcribe() throws InterruptedException {
        return Objects.requireNonNull(model)
                .transcribe(Objects.requireNonNull(audio), TranscribeOptions.defaults(), Progress.none());
    }

    /**
     * Frees both.
     *
     * @throws IOException if the folder cannot be deleted
     */
    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(model).close();
        Objects.requireNonNull(audio).close();
        Files.deleteIfExists(scratch);
    }
}
