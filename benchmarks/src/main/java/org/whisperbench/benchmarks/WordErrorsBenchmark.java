package org.whisperbench.benchmarks;

import java.util.Random;
import java.util.StringJoiner;
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
import org.openjdk.jmh.annotations.Warmup;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.WordErrors;

/** How many words of a reference are scored in a second, at 10 000 words against 10 000 of which a tenth are wrong. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class WordErrorsBenchmark {

    private static final int WORDS = 10_000;
    private static final int VOCABULARY = 2_000;
    private static final int ERROR_EVERY = 10;

    private String reference = "";
    private String hypothesis = "";

    /** Does no work, as JMH wants it. */
    public WordErrorsBenchmark() {}

    /** Makes both texts: each tenth word is replaced, left out or followed by another, in turn. */
    @Setup
    public void write() {
        Random random = new Random(1);
        StringJoiner said = new StringJoiner(" ");
        StringJoiner written = new StringJoiner(" ");
        for (int i = 0; i < WORDS; i++) {
            String word = "word" + random.nextInt(VOCABULARY);
            int error = i % ERROR_EVERY == 0 ? i / ERROR_EVERY % 3 : -1;
            said.add(word);
            if (error != 1) {
                written.add(error == 0 ? "other" + i : word);
            }
            if (error == 2) {
                written.add("more" + i);
            }
        }
        reference = said.toString();
        hypothesis = written.toString();
    }

    /**
     * Scores them; one operation is one word of the reference.
     *
     * @return the counts
     */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    public WordErrors score() {
        return WordErrors.of(reference, hypothesis, Normalizer.BASIC);
    }
}
