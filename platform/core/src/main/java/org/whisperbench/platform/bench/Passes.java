package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.UtteranceErrors;
import org.whisperbench.platform.score.WordErrors;
import org.whisperbench.platform.store.DiskState;

/** The passes of one model over the whole speech. */
final class Passes {

    private static final double NANOS = 1e9;

    private final BenchmarkRequest request;
    private final List<BenchmarkReport.Speech> corpus;
    private final List<DecodedAudio> decoded;
    private final Steps steps;

    Passes(BenchmarkRequest request, List<BenchmarkReport.Speech> corpus, List<DecodedAudio> decoded, Steps steps) {
        this.request = request;
        this.corpus = corpus;
        this.decoded = decoded;
        this.steps = steps;
    }

    Steps stage() {
        return steps;
    }

    BenchmarkRow measure(BenchmarkRow.Subject subject, WhisperBackend backend, DiskState.Present files)
            throws InterruptedException {
        steps.load();
        long start = System.nanoTime();
        try (SpeechModel model = backend.load(files.model(), request.load(), Progress.none())) {
            double loadSeconds = (System.nanoTime() - start) / NANOS;
            UsageOfRuns usage = new UsageOfRuns(model);
            usage.add(false);
            List<Double> warmups = new ArrayList<>();
            for (int i = 0; i < request.warmups(); i++) {
                steps.warmup(i);
                warmups.add(pass(model, usage, false).seconds());
            }
            List<Pass> runs = new ArrayList<>();
            for (int i = 0; i < request.runs(); i++) {
                steps.run(i);
                runs.add(pass(model, usage, true));
            }
            List<Double> seconds = runs.stream().map(Pass::seconds).toList();
            double audioSeconds =
                    corpus.stream().mapToDouble(BenchmarkReport.Speech::seconds).sum();
            List<UtteranceErrors> scored = new ArrayList<>();
            List<BenchmarkRow.Transcript> transcripts = transcripts(runs, scored);
            return new BenchmarkRow.Measured(
                    subject,
                    model.identity(),
                    files.explanation(),
                    new BenchmarkRow.Times(loadSeconds, warmups, seconds),
                    BenchmarkRow.Speed.of(
                            RunStatistics.of(
                                    seconds.stream().mapToDouble(d -> d).toArray()),
                            audioSeconds),
                    usage.over(request.runs()),
                    CorpusErrors.of(scored),
                    transcripts);
        }
    }

    /** The transcripts of one pass and the sum of their times; the time between files does not count. */
    private record Pass(double seconds, List<Transcription> transcripts) {}

    private Pass pass(SpeechModel model, UsageOfRuns usage, boolean measured) throws InterruptedException {
        List<Transcription> transcripts = new ArrayList<>();
        long nanos = 0;
        for (DecodedAudio audio : decoded) {
            long start = System.nanoTime();
            transcripts.add(model.transcribe(audio, request.options(), Progress.none()));
            nanos += System.nanoTime() - start;
            usage.add(measured);
        }
        return new Pass(nanos / NANOS, transcripts);
    }

    private List<BenchmarkRow.Transcript> transcripts(List<Pass> runs, List<UtteranceErrors> scored) {
        List<BenchmarkRow.Transcript> transcripts = new ArrayList<>();
        for (int i = 0; i < corpus.size(); i++) {
            int file = i;
            BenchmarkReport.Speech speech = corpus.get(file);
            Transcription heard = runs.get(0).transcripts().get(file);
            boolean stable = runs.stream()
                    .allMatch(run -> run.transcripts().get(file).text().equals(heard.text()));
            WordErrors errors = WordErrors.EMPTY;
            if (speech.hasReference()) {
                scored.add(UtteranceErrors.of(speech.reference(), heard.text(), request.normalizer()));
                errors = scored.get(scored.size() - 1).words();
            }
            transcripts.add(new BenchmarkRow.Transcript(
                    speech.file(),
                    heard.text(),
                    heard.complete() && !speech.truncated(),
                    stable,
                    speech.hasReference(),
                    errors));
        }
        return transcripts;
    }
}
