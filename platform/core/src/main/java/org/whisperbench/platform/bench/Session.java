package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.platform.isolate.KeptAwake;
import org.whisperbench.platform.store.FileOrigin;

/** A loaded model, from its load to its end, and what it was timed at. Used inside one {@link Lane}. */
final class Session {

    private static final double NANOS = 1e9;

    private final SpeechModel model;
    private final LoadedIdentity identity;
    private final Candidate candidate;
    private final RunClock clock;
    private final UsageOfRuns usage;
    private OptionalDouble firstInference = OptionalDouble.empty();

    Session(SpeechModel model, Candidate candidate, RunClock clock) {
        this.model = model;
        this.candidate = candidate;
        this.clock = clock;
        identity = FileOrigin.toldIn(model.identity());
        model.ability(KeptAwake.class).ifPresent(KeptAwake::stayAwake);
        usage = new UsageOfRuns(model);
        usage.add();
    }

    /**
     * What a pass over the speech gave; the time between files does not count. Where the engine failed on a file, or it was
     * left out, its transcript is empty, and its problem is told by the file's place.
     */
    record Pass(
            double seconds,
            List<OptionalDouble> fileSeconds,
            BenchmarkRun.EngineTimes engine,
            OptionalDouble firstSegmentSeconds,
            List<Transcription> transcripts,
            Map<Integer, FileProblem> problems,
            UsageOfRuns.Cpu cpu) {}

    /**
     * Has all files transcribed but those that are excluded.
     *
     * @param turn told of each file before it is its turn
     * @throws FileLostException if the engine died on one, or may have
     */
    Pass pass(List<DecodedAudio> speech, Map<Integer, FileProblem> excluded, Consumer<DecodedAudio> turn)
            throws InterruptedException {
        Hearing hearing = new Hearing();
        UsageOfRuns.Cpu cpu = UsageOfRuns.Cpu.NONE;
        for (int place = 0; place < speech.size(); place++) {
            FileProblem known = excluded.get(place);
            if (known != null) {
                hearing.lost(known);
                continue;
            }
            turn.accept(speech.get(place));
            try {
                hear(speech.get(place), hearing);
            } catch (RuntimeException | Error e) { // the border to a backend
                if (!(e instanceof BackendException refusal) || !FileProblem.leavesTheEngineAlive(refusal)) {
                    throw new FileLostException(place, e, hearing.transcripts);
                }
                hearing.lost(FileProblem.of(refusal));
                if (hearing.problems.size() == speech.size()) { // where every file failed, the model did
                    throw refusal;
                }
            }
            cpu = cpu.plus(usage.add());
        }
        return hearing.pass(cpu);
    }

    private void hear(DecodedAudio audio, Hearing hearing) throws InterruptedException {
        FirstSegment first = new FirstSegment(clock);
        long start = clock.nanoTime();
        Transcription heard = model.transcribe(audio, candidate.options(), first);
        double took = (clock.nanoTime() - start) / NANOS;
        first.after(start).ifPresent(hearing.firstSegments::add);
        if (firstInference.isEmpty()) {
            firstInference = OptionalDouble.of(took);
        }
        hearing.add(heard, took);
    }

    /** A pass while it goes on. */
    private static final class Hearing {
        private final List<Transcription> transcripts = new ArrayList<>();
        private final List<OptionalDouble> seconds = new ArrayList<>();
        private final List<Double> firstSegments = new ArrayList<>();
        private final Map<Integer, FileProblem> problems = new TreeMap<>();

        void add(Transcription heard, double took) {
            seconds.add(OptionalDouble.of(took));
            transcripts.add(heard);
        }

        void lost(FileProblem problem) {
            problems.put(transcripts.size(), problem);
            seconds.add(OptionalDouble.empty());
            transcripts.add(Transcription.builder(List.of()).complete(false).build());
        }

        Pass pass(UsageOfRuns.Cpu cpu) {
            return new Pass(
                    seconds.stream()
                            .filter(OptionalDouble::isPresent)
                            .mapToDouble(OptionalDouble::getAsDouble)
                            .sum(),
                    seconds,
                    engine(transcripts),
                    mean(firstSegments, transcripts.size()),
                    transcripts,
                    problems,
                    cpu);
        }
    }

    /** The mean; unknown unless every file has a value. */
    private static OptionalDouble mean(List<Double> values, int files) {
        return values.size() < files
                ? OptionalDouble.empty()
                : values.stream().mapToDouble(value -> value).average();
    }

    private static BenchmarkRun.EngineTimes engine(List<Transcription> transcripts) {
        Map<Stage, OptionalDouble> sums = new EnumMap<>(Stage.class);
        for (Stage stage : List.of(Stage.TOTAL, Stage.ENCODER, Stage.DECODER)) {
            List<Duration> told = transcripts.stream()
                    .filter(heard -> heard.times().containsKey(stage))
                    .map(heard -> heard.times().getOrDefault(stage, Duration.ZERO))
                    .toList();
            sums.put(
                    stage,
                    told.size() < transcripts.size()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(
                                    told.stream().mapToLong(Duration::toNanos).sum() / NANOS));
        }
        OptionalDouble unknown = OptionalDouble.empty();
        return new BenchmarkRun.EngineTimes(
                sums.getOrDefault(Stage.TOTAL, unknown),
                sums.getOrDefault(Stage.ENCODER, unknown),
                sums.getOrDefault(Stage.DECODER, unknown));
    }

    LoadedIdentity identity() {
        return identity;
    }

    OptionalDouble firstInference() {
        return firstInference;
    }

    Resources resources(List<Pass> passes, HostMemory.Peak host) {
        return usage.over(passes.stream().map(Pass::cpu).toList(), host);
    }

    /** What was in force, of loading and of these transcripts; a value that differs between files is named once for each. */
    Map<String, String> effective(List<Transcription> transcripts) {
        List<Map<String, String>> told = new ArrayList<>();
        told.add(identity.effective());
        transcripts.forEach(heard -> told.add(heard.effective()));
        Map<String, String> effective = InForce.together(told);
        effective.put("precision", identity.precision());
        effective.put("device", identity.device());
        return effective;
    }

    void close() {
        model.close();
    }

    /** Notes when the first segment of a call came. */
    private static final class FirstSegment implements Progress {
        private final RunClock clock;
        private volatile long nanos;
        private volatile boolean seen;

        FirstSegment(RunClock clock) {
            this.clock = clock;
        }

        @Override
        public void segment(Segment segment) {
            if (!seen) {
                nanos = clock.nanoTime();
                seen = true;
            }
        }

        OptionalDouble after(long start) {
            return seen ? OptionalDouble.of((nanos - start) / NANOS) : OptionalDouble.empty();
        }
    }
}
