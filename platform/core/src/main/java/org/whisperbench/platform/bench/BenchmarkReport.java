package org.whisperbench.platform.bench;

import java.util.List;
import org.whisperbench.platform.hardware.HostFacts;
import org.whisperbench.platform.score.Normalizer;

/**
 * What a benchmark measured.
 *
 * @param schema name and version of this document's form
 * @param started when it began, ISO 8601 in UTC
 * @param host the machine
 * @param settings how it was measured
 * @param corpus the speech
 * @param notes what a reader must know of the speech
 * @param rows one for each model, in the order in which they were measured
 */
public record BenchmarkReport(
        String schema,
        String started,
        HostFacts host,
        Settings settings,
        List<Speech> corpus,
        List<String> notes,
        List<BenchmarkRow> rows) {

    /** Name and version of this document's form. */
    public static final String SCHEMA = "whisperbench/benchmark/2";

    /** Copies the lists. */
    public BenchmarkReport {
        corpus = List.copyOf(corpus);
        notes = List.copyOf(notes);
        rows = List.copyOf(rows);
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
     * Returns whether every model was measured and every transcript covers its audio.
     *
     * @return true if there is nothing to complain about
     */
    public boolean allMeasured() {
        return rows.stream().allMatch(r -> r instanceof BenchmarkRow.Measured m && m.isComplete());
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
     * How it was measured.
     *
     * @param runs measured passes over the whole speech
     * @param warmups passes before them that were not measured
     * @param normalizer the rules applied before words are compared
     * @param device as asked for
     * @param threads as asked for; 0 left it to the engines
     * @param language as asked for
     * @param timestamps whether timestamps were asked for
     */
    public record Settings(
            int runs,
            int warmups,
            Normalizer.Rules normalizer,
            String device,
            int threads,
            String language,
            boolean timestamps) {}

    /**
     * One file of speech.
     *
     * @param file as it was named
     * @param seconds its length
     * @param sha256 of the file's content, lower-case hexadecimal
     * @param truncated whether the file ends before its header says so
     * @param hasReference whether it is known what is said
     * @param reference what is said; an empty text where it is not known
     */
    public record Speech(
            String file, double seconds, String sha256, boolean truncated, boolean hasReference, String reference) {}
}
