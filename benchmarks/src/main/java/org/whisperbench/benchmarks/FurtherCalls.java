package org.whisperbench.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.worker.WavAudio;

/**
 * Calls of one model in this process and in a process of its own, in turns, when both are warm: what the caller waits for, what
 * the engine says that it took, and what is left between the two.
 */
final class FurtherCalls {

    private static final double NANOS = 1e9;

    private final Path recording;
    private final int warmUp;
    private final int calls;

    /**
     * Prepares.
     *
     * @param recording what is transcribed: PCM, 16 bit, mono, 16 000 Hz
     * @param warmUp calls of each that are not counted
     * @param calls calls of each that are
     */
    FurtherCalls(Path recording, int warmUp, int calls) {
        this.recording = recording;
        this.warmUp = warmUp;
        this.calls = calls;
    }

    /** One call, seen from both sides. */
    private record Seen(double callerSeconds, double engineSeconds) {

        double betweenSeconds() {
            return callerSeconds - engineSeconds;
        }
    }

    /** Measures both, and returns a table. */
    List<String> measure(SpeechModel inside, SpeechModel isolated) throws InterruptedException {
        List<Seen> in = new ArrayList<>();
        List<Seen> out = new ArrayList<>();
        for (int i = 0; i < warmUp + calls; i++) {
            in.add(call(inside));
            out.add(call(isolated));
        }
        in.subList(0, warmUp).clear();
        out.subList(0, warmUp).clear();
        Figures table = new Figures(
                "ms, median of " + calls + " calls after " + warmUp, "in process", "isolated", "difference");
        add(table, "a call, as its caller sees it", in, out, Seen::callerSeconds);
        add(table, "the engine's own time", in, out, Seen::engineSeconds);
        add(table, "what is beside the engine", in, out, Seen::betweenSeconds);
        return table.lines();
    }

    private static void add(Figures table, String name, List<Seen> in, List<Seen> out, ToDoubleFunction<Seen> figure) {
        double inside = median(in, figure);
        double outside = median(out, figure);
        table.add(name, Figures.millis(inside), Figures.millis(outside), Figures.millis(outside - inside));
    }

    private static double median(List<Seen> all, ToDoubleFunction<Seen> figure) {
        return RunStatistics.of(all.stream().mapToDouble(figure).toArray()).medianSeconds();
    }

    private Seen call(SpeechModel model) throws InterruptedException {
        try (WavAudio audio = WavAudio.open(recording)) {
            long start = System.nanoTime();
            Transcription heard = model.transcribe(audio, TranscribeOptions.defaults(), Progress.none());
            long nanos = System.nanoTime() - start;
            Duration engine = heard.times().getOrDefault(Stage.TOTAL, Duration.ZERO);
            return new Seen(nanos / NANOS, engine.toNanos() / NANOS);
        }
    }
}
