package org.whisperbench.backend.onnx;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;

/**
 * Adds up how long the stages of one transcription take, on the monotonic clock. Stages that did not occur took no time.
 *
 * <p>One thread uses an instance.
 */
final class StageTimes {

    private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);
    private final long startNanos = System.nanoTime();

    /**
     * A stage has ended.
     *
     * @param stage the stage
     * @param sinceNanos when it began, as {@link System#nanoTime} told
     */
    void add(Stage stage, long sinceNanos) {
        times.merge(stage, Duration.ofNanos(System.nanoTime() - sinceNanos), Duration::plus);
    }

    /**
     * Writes the times into a result, the total up to now among them.
     *
     * @param result the result
     * @return the result
     */
    Transcription.Builder into(Transcription.Builder result) {
        for (Stage stage : Stage.values()) {
            result.time(stage, times.getOrDefault(stage, Duration.ZERO));
        }
        return result.time(Stage.TOTAL, Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
