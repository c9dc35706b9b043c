package org.whisperbench.platform.bench;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.whisperbench.platform.hardware.HostFacts;
import org.whisperbench.platform.score.Normalizer;

/**
 * What a benchmark measured. The form as JSON is published as {@code docs/benchmark.schema.json}.
 *
 * @param schema name and version of this document's form
 * @param execution when, and in which order
 * @param host the machine
 * @param settings how it was measured
 * @param corpus the speech
 * @param notes what a reader must know of the speech
 * @param rows one for each candidate, in the order in which they were asked for
 * @param groups which rows may be compared with each other
 * @param comparisons each model compared with the first one of its group, in the order of the groups and their rows
 */
@SuppressWarnings("checkstyle:RecordComponentNumber") // each is a member of its own in the published schema
public record BenchmarkReport(
        String schema,
        Execution execution,
        HostFacts host,
        Settings settings,
        List<Speech> corpus,
        List<String> notes,
        List<BenchmarkRow> rows,
        List<Group> groups,
        List<Versus> comparisons) {

    /** Name and version of this document's form. */
    public static final String SCHEMA = "whisperbench/benchmark/3";

    /** Copies the lists. */
    public BenchmarkReport {
        corpus = List.copyOf(corpus);
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
        groups = List.copyOf(groups);
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Returns how long the speech is.
     *
     * @return seconds
     */
    public double audioSeconds() {
        return corpus.stream().mapToDouble(Speech::seconds).sum();
    }

    /**
     * Returns the rows that have numbers.
     *
     * @return in their order
     */
    public List<BenchmarkRow.Measured> measured() {
        return rows.stream()
                .filter(BenchmarkRow.Measured.class::isInstance)
                .map(BenchmarkRow.Measured.class::cast)
                .toList();
    }

    /**
     * Returns whether every model was measured as often as asked for and every transcript covers its audio.
     *
     * @return true if there is nothing to complain about
     */
    public boolean allMeasured() {
        return !execution.cancelled()
                && rows.stream().allMatch(r -> r instanceof BenchmarkRow.Measured m && m.isComplete());
    }

    /**
     * Returns whether no model could even be tried.
     *
     * @return true if every engine cannot run here or every model is missing
     */
    public boolean noneTried() {
        return rows.stream().allMatch(r -> r instanceof BenchmarkRow.Unavailable);
    }

    /**
     * When, and in which order.
     *
     * @param id of this benchmark, unique on this machine
     * @param started when it began, ISO 8601 in UTC
     * @param seconds how long all of it took
     * @param cancelled whether it was told to end before it was done; what was finished is in the rows
     * @param seed of the order within each round; empty for A B A B
     * @param blocks models that were in memory at the same time, one block after the other
     */
    public record Execution(
            String id, String started, double seconds, boolean cancelled, OptionalLong seed, List<Block> blocks) {

        /** Copies the list. */
        public Execution {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * Models that were in memory at the same time.
     *
     * @param models names of their rows
     * @param turns whose measured pass came when: places in {@code models}, the first is 0
     */
    public record Block(List<String> models, List<Integer> turns) {

        /** Copies the lists. */
        public Block {
            models = List.copyOf(models);
            turns = List.copyOf(turns);
        }
    }

    /**
     * How it was measured.
     *
     * @param runs least number of measured passes over the whole speech
     * @param leastSeconds least sum of their times
     * @param warmups passes before them that were not measured
     * @param loads how often each model was loaded
     * @param retries how often a model that failed was begun again
     * @param cooldownSeconds pause before each measured pass
     * @param memoryBytes how much the files of the models of a block may have together
     * @param normalizers the rules applied before words were compared, one for each that some speech needed
     * @param worstWer corpus word error rate above which a model is not ranked, as a share; empty for no bound
     * @param across names of conditions in which compared models may differ, sorted
     */
    @SuppressWarnings("checkstyle:RecordComponentNumber") // each is a member of its own in the published schema
    public record Settings(
            int runs,
            double leastSeconds,
            int warmups,
            int loads,
            int retries,
            double cooldownSeconds,
            long memoryBytes,
            List<Normalizer.Rules> normalizers,
            OptionalDouble worstWer,
            List<String> across) {

        /** Copies the lists. */
        public Settings {
            normalizers = List.copyOf(normalizers);
            across = List.copyOf(across);
        }

        static Settings of(BenchmarkRequest request, long memoryBytes, List<Normalizer.Rules> normalizers) {
            Pace pace = request.pace();
            double worst = request.comparison().worstRate();
            return new Settings(
                    pace.runs(),
                    pace.leastTime().toNanos() / 1e9,
                    pace.warmups(),
                    pace.loads(),
                    pace.retries(),
                    pace.cooldown().toNanos() / 1e9,
                    memoryBytes,
                    normalizers,
                    Double.isFinite(worst) ? OptionalDouble.of(worst) : OptionalDouble.empty(),
                    request.comparison().across().stream().sorted().toList());
        }
    }

    /**
     * One file of speech.
     *
     * @param file as it was named
     * @param seconds its length
     * @param sha256 of the file's content, lower-case hexadecimal
     * @param truncated whether the file ends before its header says so
     * @param hasReference whether it is known what is said
     * @param reference what is said; an empty text where it is not known
     * @param language BCP 47 tag of what is spoken, or {@code unknown}
     * @param normalizer the rules that its words are compared under
     */
    public record Speech(
            String file,
            double seconds,
            String sha256,
            boolean truncated,
            boolean hasReference,
            String reference,
            String language,
            String normalizer) {}

    /**
     * Rows that may be compared with each other.
     *
     * @param reason why they stand apart from the first group; empty for that one
     * @param models names of their rows
     */
    public record Group(String reason, List<String> models) {

        /** Copies the list. */
        public Group {
            models = List.copyOf(models);
        }
    }
}
