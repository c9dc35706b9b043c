package org.whisperbench.benchmarks;

import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.UtteranceErrors;
import org.whisperbench.platform.score.WordErrors;

/**
 * How many words of a reference are scored in a second, a tenth of them wrong: 10 000 words against 10 000 in one file, or
 * in 500 files of 20.
 */
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
    private static final String[] SPECIAL = {
        "don't", "Mr.", "twenty", "one", "hundred", "$5.20", "it's", "uh,", "1999", "(laughs)"
    };

    /** Name of the normalizer. */
    @Param({"basic", "whisper-en", "leaderboard-en"})
    private String normalizer = "";

    /** Words of a file; 10 000 are one file. */
    @Param({"20", "10000"})
    private int wordsPerFile;

    private Normalizer rules = Normalizer.NONE;
    private final List<String> references = new ArrayList<>();
    private final List<String> hypotheses = new ArrayList<>();

    /** Does no work, as JMH wants it. */
    public WordErrorsBenchmark() {}

    /** Makes both texts: each tenth word is replaced, left out or followed by another, in turn. */
    @Setup
    public void write() {
        rules = Normalizer.parse(normalizer);
        Random random = new Random(1);
        for (int file = 0; file < WORDS / wordsPerFile; file++) {
            StringJoiner said = new StringJoiner(" ");
            StringJoiner written = new StringJoiner(" ");
            for (int i = 0; i < wordsPerFile; i++) {
                add(said, written, i, word(random));
            }
            references.add(said.toString());
            hypotheses.add(written.toString());
        }
    }

    private static void add(StringJoiner said, StringJoiner written, int index, String word) {
        int error = index % ERROR_EVERY == 0 ? index / ERROR_EVERY % 3 : -1;
        said.add(word);
        if (error != 1) {
            written.add(error == 0 ? "other" : word);
        }
        if (error == 2) {
            written.add("more");
        }
    }

    /** A made-up word of up to seven letters, or, one time in twenty, one that the English rules change. */
    private static String word(Random random) {
        if (random.nextInt(20) == 0) {
            return SPECIAL[random.nextInt(SPECIAL.length)];
        }
        int number = random.nextInt(VOCABULARY);
        return "w" + Integer.toString(number, 26).replaceAll("[0-9]", "e").repeat(1 + number % 2);
    }

    /**
     * Scores their words; one operation is one word of the reference.
     *
     * @return the counts
     */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    public WordErrors words() {
        WordErrors sum = WordErrors.EMPTY;
        for (int file = 0; file < references.size(); file++) {
            sum = sum.plus(WordErrors.of(references.get(file), hypotheses.get(file), rules));
        }
        return sum;
    }

    /**
     * Scores their words and characters, as a report does; one operation is one word of the reference.
     *
     * @return the counts
     */
    @Benchmark
    @OperationsPerInvocation(WORDS)
    public CorpusErrors corpus() {
        List<UtteranceErrors> errors = new ArrayList<>();
        for (int file = 0; file < references.size(); file++) {
            errors.add(UtteranceErrors.of(references.get(file), hypotheses.get(file), rules));
        }
        return CorpusErrors.of(errors);
    }
}
