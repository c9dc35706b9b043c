package org.whisperbench.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;

/**
 * One window of 30 s, transcribed once.
 *
 * @param featuresSeconds sound to features
 * @param encoderSeconds features to encoded speech
 * @param decoderSeconds encoded speech to all tokens
 * @param totalSeconds the whole call
 * @param tokens what was written, without prompt and end
 */
record WindowRun(
        double featuresSeconds,
        double encoderSeconds,
        double decoderSeconds,
        double totalSeconds,
        List<Integer> tokens) {

    private static final double NANOS = 1e9;
    private static final int TIMES = 4;

    /** Copies the tokens. */
    WindowRun {
        tokens = List.copyOf(tokens);
    }

    /** Reads a line of the peer's: four times in nanoseconds, then the tokens. */
    static WindowRun parse(String line) {
        String[] words = line.strip().split(" ");
        if (words.length < TIMES) {
            throw new IllegalArgumentException("'" + line + "' does not begin with four times");
        }
        double[] seconds = Arrays.stream(words, 0, TIMES)
                .mapToDouble(word -> Long.parseLong(word) / NANOS)
                .toArray();
        List<Integer> tokens =
                Arrays.stream(words, TIMES, words.length).map(Integer::valueOf).toList();
        return new WindowRun(seconds[0], seconds[1], seconds[2], seconds[3], tokens);
    }

    /** Takes the times that a backend tells, and the total as its caller saw it. */
    static WindowRun of(Transcription result, long totalNanos) {
        List<Integer> tokens = result.segments().stream()
                .map(Segment::tokens)
                .flatMap(List::stream)
                .toList();
        return new WindowRun(
                seconds(result, Stage.FEATURES),
                seconds(result, Stage.ENCODER),
                seconds(result, Stage.DECODER),
                totalNanos / NANOS,
                tokens);
    }

    private static double seconds(Transcription result, Stage stage) {
        return result.times().getOrDefault(stage, Duration.ZERO).toNanos() / NANOS;
    }

    /** Returns the decoder's time divided by the tokens written; the step that writes the end is in it too. */
    double secondsPerToken() {
        return decoderSeconds / Math.max(1, tokens.size());
    }
}
