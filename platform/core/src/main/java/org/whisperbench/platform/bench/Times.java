package org.whisperbench.platform.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What was timed, on a monotonic clock around the engine's calls; decoding of files is in none of it.
 *
 * @param loadSeconds times to load the model: the first is the cold one, though its files were just hashed and so are
 *     in the system's cache; the second finds what the first compiled. Where a measurement was begun again, the first is that of
 *     its first attempt
 * @param notCold why the first of these is not the cold one; an empty text if it is
 * @param firstInferenceSeconds time of the first transcription after the last load: that of the first file that was heard
 * @param warmupSeconds times of the passes that are not measured, in order
 * @param runs the measured passes over the whole speech, in order: the steady state, if there was a warm-up
 */
public record Times(
        List<Double> loadSeconds,
        String notCold,
        double firstInferenceSeconds,
        List<Double> warmupSeconds,
        List<BenchmarkRun> runs) {

    /** Copies the lists. */
    public Times {
        loadSeconds = List.copyOf(loadSeconds);
        warmupSeconds = List.copyOf(warmupSeconds);
        runs = List.copyOf(runs);
    }

    Times without(Set<Integer> places) {
        return new Times(
                loadSeconds,
                notCold,
                firstInferenceSeconds,
                warmupSeconds,
                runs.stream().map(run -> run.without(places)).toList());
    }

    /**
     * Returns what the very first load took.
     *
     * @return seconds; empty if the first that was measured was not cold
     */
    public OptionalDouble coldLoad() {
        return notCold.isEmpty() ? OptionalDouble.of(loadSeconds.get(0)) : OptionalDouble.empty();
    }

    /**
     * Returns what the second load took, which finds what the first compiled.
     *
     * @return seconds; empty if the model was loaded once only
     */
    public OptionalDouble secondLoad() {
        return loadSeconds.size() > 1 ? OptionalDouble.of(loadSeconds.get(1)) : OptionalDouble.empty();
    }

    /**
     * Returns what the measured passes took.
     *
     * @return seconds, in order
     */
    @JsonProperty
    public List<Double> runSeconds() {
        return runs.stream().map(BenchmarkRun::seconds).toList();
    }
}
