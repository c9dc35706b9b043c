package org.whisperbench.platform.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.platform.score.Bootstrap;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Interval;
import org.whisperbench.platform.score.WordErrors;

/** The result of one model. Only {@link Measured} has numbers. */
public sealed interface BenchmarkRow {

    /**
     * Returns what was to be measured.
     *
     * @return model and backend
     */
    Subject subject();

    /**
     * Returns what became of it, in one word.
     *
     * @return {@code measured}, {@code unavailable}, {@code failed}, {@code timed out} or {@code crashed}
     */
    @JsonProperty
    String outcome();

    /**
     * Returns what the engine's process last wrote, where it has one and something went wrong.
     *
     * @return at most 40 lines, oldest first
     */
    default List<String> lastLines() {
        return List.of();
    }

    /**
     * Returns the attempts that failed before, in order; their times are in no number.
     *
     * @return empty if nothing went wrong before
     */
    List<Attempt> attempts();

    /**
     * Returns what is known of each file where there are no numbers, though the model was tried.
     *
     * @return in the order of the speech; empty if no file was tried, or if the transcripts tell it
     */
    default List<FileResult> files() {
        return List.of();
    }

    /**
     * An attempt that failed.
     *
     * @param stage what was being done
     * @param outcome as {@link BenchmarkRow#outcome}
     * @param message what failed
     * @param runs how many measured passes were thrown away
     */
    record Attempt(String stage, String outcome, String message, int runs) {}

    /**
     * What was to be measured.
     *
     * @param model {@code backend/model}, with the version or the folder where two have one name, and what was varied
     * @param backend {@code id@version}
     * @param family results are compared only within a family
     * @param precision number format of the weights, as declared
     * @param control whether this is a known quantity, which is never ranked
     * @param isolated whether the platform runs its engine in a process of its own
     * @param note what a user must know before trusting it, or an empty text
     * @param requested every option that was asked for, by name
     */
    record Subject(
            String model,
            String backend,
            String family,
            String precision,
            boolean control,
            boolean isolated,
            String note,
            Map<String, String> requested) {

        /** Copies the map. */
        public Subject {
            requested = Map.copyOf(requested);
        }
    }

    /**
     * It was measured.
     *
     * @param subject what was measured
     * @param loaded what was loaded, and which options were in force
     * @param times what was timed
     * @param speed what follows from the times
     * @param resources what the engine used, where it runs in processes of its own
     * @param errors of the files whose reference is known
     * @param transcripts what was heard in each file
     * @param findings what else there is to know
     */
    record Measured(
            Subject subject,
            Loaded loaded,
            Times times,
            Speed speed,
            Resources resources,
            CorpusErrors errors,
            List<Transcript> transcripts,
            Findings findings)
            implements BenchmarkRow {

        /** Copies the list. */
        public Measured {
            transcripts = List.copyOf(transcripts);
        }

        @Override
        public String outcome() {
            return "measured";
        }

        @Override
        public List<Attempt> attempts() {
            return findings.attempts();
        }

        /**
         * Returns the interval of the corpus's word error rate, by resampling files.
         *
         * @return the interval; empty if fewer than two files have a reference with words
         */
        @JsonProperty("corpusWerInterval")
        public Optional<Interval> wordErrorRateInterval() {
            return Bootstrap.STANDARD.ofWordErrorRate(wordErrors());
        }

        /**
         * Returns the word errors file by file.
         *
         * @return for each transcript; all zero where no reference is known
         */
        public List<WordErrors> wordErrors() {
            return transcripts.stream().map(Transcript::errors).toList();
        }

        /**
         * Returns whether every transcript covers its audio.
         *
         * @return false if one is partial
         */
        public boolean isComplete() {
            return transcripts.stream().allMatch(Transcript::complete);
        }

        /**
         * Returns whether its numbers may be ranked.
         *
         * @return false if {@link Findings#invalid} tells why not
         */
        public boolean isValid() {
            return findings.invalid().isEmpty();
        }
    }

    /**
     * It could not be tried.
     *
     * @param subject what was to be measured
     * @param reason what is missing
     */
    record Unavailable(Subject subject, String reason) implements BenchmarkRow {

        @Override
        public List<Attempt> attempts() {
            return List.of();
        }

        @Override
        public String outcome() {
            return "unavailable";
        }
    }

    /**
     * It failed.
     *
     * @param subject what was to be measured
     * @param stage what was being done, such as {@code load} or {@code run 2 of 5}
     * @param kind whose problem it is, lower case
     * @param message what failed and what to do
     * @param lastLines see {@link BenchmarkRow#lastLines}
     * @param files see {@link BenchmarkRow#files}
     * @param attempts attempts that failed before
     */
    record Failed(
            Subject subject,
            String stage,
            String kind,
            String message,
            List<String> lastLines,
            List<FileResult> files,
            List<Attempt> attempts)
            implements BenchmarkRow {

        /** Copies the lists. */
        public Failed {
            lastLines = List.copyOf(lastLines);
            files = List.copyOf(files);
            attempts = List.copyOf(attempts);
        }

        @Override
        public String outcome() {
            return "failed";
        }
    }

    /**
     * It took too long and was ended.
     *
     * @param subject what was to be measured
     * @param stage what was being done
     * @param limitSeconds how long it was given
     * @param message what happened and what to do
     * @param lastLines see {@link BenchmarkRow#lastLines}
     * @param files see {@link BenchmarkRow#files}
     * @param attempts attempts that failed before
     */
    record TimedOut(
            Subject subject,
            String stage,
            double limitSeconds,
            String message,
            List<String> lastLines,
            List<FileResult> files,
            List<Attempt> attempts)
            implements BenchmarkRow {

        /** Copies the lists. */
        public TimedOut {
            lastLines = List.copyOf(lastLines);
            files = List.copyOf(files);
            attempts = List.copyOf(attempts);
        }

        @Override
        public String outcome() {
            return "timed out";
        }
    }

    /**
     * Its process ended.
     *
     * @param subject what was to be measured
     * @param stage what was being done
     * @param ending a signal such as {@code SIGSEGV}, or an exit code such as {@code exit code 3}
     * @param message what happened
     * @param lastLines see {@link BenchmarkRow#lastLines}
     * @param files see {@link BenchmarkRow#files}
     * @param attempts attempts that failed before
     */
    record Crashed(
            Subject subject,
            String stage,
            String ending,
            String message,
            List<String> lastLines,
            List<FileResult> files,
            List<Attempt> attempts)
            implements BenchmarkRow {

        /** Copies the lists. */
        public Crashed {
            lastLines = List.copyOf(lastLines);
            files = List.copyOf(files);
            attempts = List.copyOf(attempts);
        }

        @Override
        public String outcome() {
            return "crashed";
        }
    }
}
