package org.whisperbench.platform.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.platform.score.Bootstrap;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Interval;
import org.whisperbench.platform.score.RunStatistics;
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
     * What was to be measured.
     *
     * @param model {@code backend/model}
     * @param backend {@code id@version}
     * @param family results are compared only within a family
     * @param precision number format of the weights, as declared
     * @param control whether this is a known quantity, which is never ranked
     * @param isolated whether the platform runs its engine in a process of its own
     * @param note what a user must know before trusting it, or an empty text
     */
    record Subject(
            String model,
            String backend,
            String family,
            String precision,
            boolean control,
            boolean isolated,
            String note) {}

    /**
     * It was measured.
     *
     * @param subject what was measured
     * @param identity what was loaded
     * @param files how many of the model's files were verified by hash, and where they are
     * @param times what was timed
     * @param speed what follows from the times
     * @param resources what the engine used, where it runs in processes of its own
     * @param errors of the files whose reference is known
     * @param transcripts what was heard in each file
     */
    record Measured(
            Subject subject,
            LoadedIdentity identity,
            String files,
            Times times,
            Speed speed,
            Resources resources,
            CorpusErrors errors,
            List<Transcript> transcripts)
            implements BenchmarkRow {

        /** Copies the list. */
        public Measured {
            transcripts = List.copyOf(transcripts);
        }

        @Override
        public String outcome() {
            return "measured";
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
    }

    /**
     * It could not be tried.
     *
     * @param subject what was to be measured
     * @param reason what is missing
     */
    record Unavailable(Subject subject, String reason) implements BenchmarkRow {

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
     */
    record Failed(Subject subject, String stage, String kind, String message, List<String> lastLines)
            implements BenchmarkRow {

        /** Copies the list. */
        public Failed {
            lastLines = List.copyOf(lastLines);
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
     */
    record TimedOut(Subject subject, String stage, double limitSeconds, String message, List<String> lastLines)
            implements BenchmarkRow {

        /** Copies the list. */
        public TimedOut {
            lastLines = List.copyOf(lastLines);
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
     */
    record Crashed(Subject subject, String stage, String ending, String message, List<String> lastLines)
            implements BenchmarkRow {

        /** Copies the list. */
        public Crashed {
            lastLines = List.copyOf(lastLines);
        }

        @Override
        public String outcome() {
            return "crashed";
        }
    }

    /**
     * What an engine used.
     *
     * @param peakBytes most resident memory of its processes together, from their start to the last run
     * @param peakBasis {@code peak} if the system kept it, {@code sampled} if it is the largest of what was seen from time
     *     to time, {@code unknown} if nobody could see it: then there is no figure
     * @param cpuSeconds processor time of a measured pass, all cores and processes together, the mean of the passes
     * @param cpuBasis likewise
     */
    record Resources(OptionalLong peakBytes, String peakBasis, OptionalDouble cpuSeconds, String cpuBasis) {

        /** Nobody could see it: the engine shares its process with the host. */
        static final Resources UNKNOWN =
                new Resources(OptionalLong.empty(), "unknown", OptionalDouble.empty(), "unknown");
    }

    /**
     * What was timed, on a monotonic clock.
     *
     * @param loadSeconds time to load the model
     * @param warmupSeconds times of the passes that are not measured, in order
     * @param runSeconds times of the measured passes over the whole speech, in order
     */
    record Times(double loadSeconds, List<Double> warmupSeconds, List<Double> runSeconds) {

        /** Copies the lists. */
        public Times {
            warmupSeconds = List.copyOf(warmupSeconds);
            runSeconds = List.copyOf(runSeconds);
        }
    }

    /**
     * How fast a model is.
     *
     * @param statistics of the measured passes, in seconds
     * @param rtf real-time factor: median time of a pass divided by the length of the speech; less is faster
     * @param rtfx the inverse: how many seconds of speech in one second; more is faster
     */
    record Speed(RunStatistics statistics, double rtf, double rtfx) {

        /**
         * Computes the factors.
         *
         * @param statistics of the measured passes, in seconds
         * @param audioSeconds length of the speech, more than 0
         * @return the speed
         */
        static Speed of(RunStatistics statistics, double audioSeconds) {
            return new Speed(
                    statistics, statistics.medianSeconds() / audioSeconds, audioSeconds / statistics.medianSeconds());
        }
    }

    /**
     * What was heard in one file, in the first measured pass.
     *
     * @param file as it was named
     * @param text the text
     * @param complete whether it covers all of the audio
     * @param stable whether every measured pass heard the same
     * @param scored whether a reference is known
     * @param errors against the reference; all zero where none is known
     */
    record Transcript(String file, String text, boolean complete, boolean stable, boolean scored, WordErrors errors) {}
}
