package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one token takes, of 100: rules, choice, the engine's step and what lies between, on two threads. The encoder has
 * run before. End tokens are forbidden, so that the self-test model goes on. The model is that of the property
 * {@code whisperbench.model}, else the self-test model.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TokenLoopBenchmark {

    private static final int THREADS = 2;
    private static final int TOKENS = 100;

    /** Number format of the weights. */
    @Param({"fp32", "int8"})
    public String precision = "";

    private @Nullable TokenLoop model;
    private @Nullable OnnxTensor encoded;

    /** Does no work, as JMH wants it. */
    public TokenLoopBenchmark() {}

    /**
     * Loads the model and encodes a window of silence.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    @Setup
    public void load() throws InterruptedException {
        Path folder = Path.of(System.getProperty("whisperbench.model", "distribution/models/nano-digits"));
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("'" + folder + "' is not here; run this in the root of the checkout");
        }
        TokenLoop loaded = TokenLoop.open(folder, precision, THREADS);
        encoded = loaded.encode();
        model = loaded;
    }

    /**
     * Writes the tokens; one operation is one token.
     *
     * @return what was written
     * @throws InterruptedException if the thread was interrupted
     */
    @Benchmark
    @OperationsPerInvocation(TOKENS)
    public List<Integer> token() throws InterruptedException {
        return Objects.requireNonNull(model)
                .write(Objects.requireNonNull(encoded), TOKENS)
                .tokens();
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        Objects.requireNonNull(encoded).close();
        Objects.requireNonNull(model).close();
    }
}
