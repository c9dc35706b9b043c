package org.whisperbench.backend.onnx;

import java.util.Random;
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

/** How long the log-mel spectrum of 30 s of noise takes: 3000 frames, no frame silent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LogMelBenchmark {

    private static final int FRAMES = 3000;

    /** Number of mel filters. */
    @Param({"80", "128"})
    public int melBins;

    /** Threads that compute. */
    @Param({"1", "2"})
    public int threads;

    private final float[] samples = new float[(FRAMES - 1) * LogMel.HOP + LogMel.FRAME];
    private float[] logarithms = {};
    private @Nullable ParallelLogMel logMel;

    /** Does no work, as JMH wants it. */
    public LogMelBenchmark() {}

    /** Makes the noise and starts the threads. */
    @Setup
    public void start() {
        Random random = new Random(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (random.nextGaussian() / 8);
        }
        logarithms = new float[melBins * FRAMES];
        logMel = new ParallelLogMel(melBins, threads);
    }

    /**
     * Computes it.
     *
     * @return the logarithms
     * @throws InterruptedException if JMH gives up
     */
    @Benchmark
    public float[] window() throws InterruptedException {
        ParallelLogMel started = logMel;
        if (started != null) {
            started.compute(samples, FRAMES, logarithms, FRAMES);
        }
        return logarithms;
    }

    /** Ends the threads. */
    @TearDown
    public void stop() {
        ParallelLogMel started = logMel;
        if (started != null) {
            started.close();
        }
    }
}
