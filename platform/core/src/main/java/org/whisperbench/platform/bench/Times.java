package org.whisperbench.platform.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;

/**
 * What was timed, on a monotonic clock around the engine's calls; decoding of files is in none of it.
 *
 * @param loadSeconds times to load the model: the first is the cold one, though its files were just hashed and so are
 *     in the system's cache; the second finds what the first compiled
 * @param firstInferenceSeconds time of the first transcription after the last load: that of the first file that was heard
 * @param warmupSeconds times of the passes that are not measured, in order
 * @param runs the measured passes over the whole speech, in order: the steady state, if there was a warm-up
 */
public record Times(
        List<Double> loadSeconds, double firstInferenceSeconds, List<Double> warmupSeconds, List<BenchmarkRun> runs) {

    /** Copies the lists. */
    public Times {
        loadSeconds = List.copyOf(loadSeconds);
        warmupSeconds = List.copyOf(warmupSeconds);
        runs = List.copyOf(runs);
    }

    Times without(Set<Integer> places) {
        return new Times(
                loadSeconds,
                firstInferenceSeconds,
                warmupSeconds,
                runs.stream().map(run -> run.without(places)).toList());
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
