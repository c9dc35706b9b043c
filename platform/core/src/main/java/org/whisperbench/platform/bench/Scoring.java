package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Edit;
import org.whisperbench.platform.score.LanguageAccuracy;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.SilenceErrors;
import org.whisperbench.platform.score.TimedText;
import org.whisperbench.platform.score.TimestampErrors;
import org.whisperbench.platform.score.UtteranceErrors;
import org.whisperbench.platform.score.WordErrors;
import org.whisperbench.platform.store.DiskState;

/**
 * Makes a row of what was measured. The text that counts is that of the first measured pass; whether the row is valid, those
 * of all passes say.
 */
final class Scoring {

    private final Stage stage;
    private final Candidate candidate;
    private final List<UtteranceErrors> scored = new ArrayList<>();
    private SilenceErrors silence = SilenceErrors.EMPTY;
    private LanguageAccuracy languages = LanguageAccuracy.EMPTY;
    private TimestampErrors timestamps = TimestampErrors.EMPTY;
    private WordErrors penalized = WordErrors.EMPTY;
    /** What is missing at the end of files, by their places. */
    private final Map<Integer, String> missing = new TreeMap<>();

    Scoring(Stage stage, Candidate candidate) {
        this.stage = stage;
        this.candidate = candidate;
    }

    /** What was measured of a candidate. */
    record Outcome(
            Times times,
            List<Session.Pass> passes,
            HostMemory.Peak hostPeak,
            List<FileResult> files,
            List<BenchmarkRow.Attempt> attempts) {

        /** The places of the files on which the engine failed in any pass, with what it said of it first. */
        Map<Integer, FileProblem> problems() {
            Map<Integer, FileProblem> problems = new TreeMap<>();
            passes.forEach(pass -> pass.problems().forEach(problems::putIfAbsent));
            return problems;
        }
    }

    /** A row without numbers where no speech was heard in every pass: no two passes are of the same speech. */
    BenchmarkRow row(Session session, DiskState.Present files, Map<String, String> sha256, Outcome outcome) {
        Map<Integer, FileProblem> problems = outcome.problems();
        double audioSeconds = 0;
        for (int i = 0; i < stage.described().size(); i++) {
            audioSeconds +=
                    problems.containsKey(i) ? 0 : stage.described().get(i).seconds();
        }
        return audioSeconds > 0
                ? measured(session, new Loading(files, sha256), outcome, audioSeconds)
                : new BenchmarkRow.Failed(
                        candidate.subject(),
                        "score",
                        ErrorKind.EXTERNAL.name().toLowerCase(Locale.ROOT),
                        "no file was heard in every run: "
                                + problems.values().iterator().next().message(),
                        List.of(),
                        outcome.files(),
                        outcome.attempts());
    }

    private record Loading(DiskState.Present files, Map<String, String> sha256) {}

    private BenchmarkRow.Measured measured(Session session, Loading loading, Outcome outcome, double audioSeconds) {
        Map<Integer, FileProblem> problems = outcome.problems();
        Times times = outcome.times().without(problems.keySet());
        List<Transcript> transcripts = new ArrayList<>();
        for (int i = 0; i < stage.described().size(); i++) {
            transcripts.add(transcript(i, outcome.passes(), problems.get(i)));
        }
        List<Transcription> heard = outcome.passes().get(0).transcripts();
        Resources resources = session.resources(outcome.passes(), outcome.hostPeak());
        double[] seconds = times.runSeconds().stream().mapToDouble(s -> s).toArray();
        CorpusErrors errors = CorpusErrors.of(scored);
        return new BenchmarkRow.Measured(
                candidate.subject(),
                new Loaded(
                        session.identity(),
                        session.effective(heard),
                        loading.files().explanation(),
                        loading.sha256()),
                times,
                // the processor time of a failed file cannot be told from that of the others
                Speed.of(
                        RunStatistics.of(seconds),
                        audioSeconds,
                        problems.isEmpty() ? resources : Resources.shared(outcome.hostPeak())),
                resources,
                errors,
                transcripts,
                new Findings(
                        new Validity(stage, transcripts, texts(outcome.passes()), errors)
                                .problems(seconds.length, missing),
                        silence,
                        languages,
                        timestamps,
                        penalized,
                        outcome.attempts()));
    }

    /** The texts of all files, pass by pass. */
    private static List<List<String>> texts(List<Session.Pass> passes) {
        return passes.stream()
                .map(pass ->
                        pass.transcripts().stream().map(Transcription::text).toList())
                .toList();
    }

    private static OptionalDouble rtfx(BenchmarkReport.Speech speech, int file, List<Session.Pass> passes) {
        double[] took = passes.stream()
                .map(pass -> pass.fileSeconds().get(file))
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        double median = took.length == 0 ? 0 : RunStatistics.of(took).medianSeconds();
        return median > 0 ? OptionalDouble.of(speech.seconds() / median) : OptionalDouble.empty();
    }

    private Transcript transcript(int file, List<Session.Pass> passes, @Nullable FileProblem problem) {
        BenchmarkReport.Speech speech = stage.described().get(file);
        if (problem != null) {
            return lost(speech, problem);
        }
        Transcription heard = passes.get(0).transcripts().get(file);
        boolean stable = passes.stream()
                .allMatch(pass -> pass.transcripts().get(file).text().equals(heard.text()));
        WordErrors errors = WordErrors.EMPTY;
        List<Alignment.Step> alignment = List.of();
        if (speech.hasReference()) {
            Normalizer rules = stage.request().rules().of(speech.language());
            UtteranceErrors utterance = UtteranceErrors.of(speech.reference(), heard.text(), rules);
            scored.add(utterance);
            penalized = penalized.plus(utterance.isSilent() ? WordErrors.EMPTY : utterance.words());
            timestamps = timestamps.plus(TimestampErrors.of(
                    stage.request().corpus().items().get(file).timed(), timed(heard), rules));
            errors = utterance.words();
            alignment = alignment(speech, heard);
            if (utterance.isSilent()) {
                silence = silence.plus(SilenceErrors.of(heard.text(), speech.seconds(), rules));
            }
        }
        detected(speech.language(), heard.language());
        return new Transcript(
                speech.file(),
                heard.text(),
                covers(file, passes, alignment),
                stable,
                speech.hasReference(),
                errors,
                heard.language(),
                FileStatus.HEARD,
                "",
                rtfx(speech, file, passes),
                alignment);
    }

    /** Whether all passes cover the audio, as far as the engine, the words or the segments tell. */
    private boolean covers(int file, List<Session.Pass> passes, List<Alignment.Step> first) {
        BenchmarkReport.Speech speech = stage.described().get(file);
        List<Transcription> heard =
                passes.stream().map(pass -> pass.transcripts().get(file)).toList();
        Set<List<Segment>> different = new HashSet<>();
        for (int pass = 0; pass < heard.size(); pass++) {
            Transcription one = heard.get(pass);
            if (different.add(one.segments()) && !one.text().isBlank()) {
                String end = missing(file, one, pass == 0 ? first : alignment(speech, one));
                if (!end.isEmpty()) {
                    missing.putIfAbsent(file, end);
                }
            }
        }
        return !speech.truncated()
                && !missing.containsKey(file)
                && heard.stream().allMatch(Transcription::complete);
    }

    private List<Alignment.Step> alignment(BenchmarkReport.Speech speech, Transcription heard) {
        return speech.hasReference()
                ? Alignment.of(
                                speech.reference(),
                                heard.text(),
                                stage.request().rules().of(speech.language()))
                        .steps()
                : List.of();
    }

    private String missing(int file, Transcription heard, List<Alignment.Step> words) {
        boolean silent = stage.described().get(file).hasReference()
                && words.stream().allMatch(step -> step.edit() == Edit.INSERTION);
        return silent
                ? ""
                : new Coverage(words, heard.segments(), stage.speech().get(file)).missing();
    }

    /** A file on which the engine failed has no numbers; only the penalized errors count its words. */
    private Transcript lost(BenchmarkReport.Speech speech, FileProblem problem) {
        Normalizer rules = stage.request().rules().of(speech.language());
        if (speech.hasReference()) {
            penalized = penalized.plus(WordErrors.of(speech.reference(), "", rules));
        }
        return new Transcript(
                speech.file(),
                "",
                false,
                true,
                false,
                WordErrors.EMPTY,
                Corpus.UNKNOWN,
                problem.status(),
                problem.message(),
                OptionalDouble.empty(),
                List.of());
    }

    /** Words where every segment has them, else segments. */
    private static List<TimedText> timed(Transcription heard) {
        List<Segment> segments = heard.segments();
        boolean words = segments.stream().noneMatch(segment -> segment.words().isEmpty());
        return words
                ? segments.stream()
                        .flatMap(segment -> segment.words().stream())
                        .map(word -> timed(word.text(), word.start(), word.end()))
                        .toList()
                : segments.stream()
                        .map(segment -> timed(segment.text(), segment.start(), segment.end()))
                        .toList();
    }

    private static TimedText timed(String text, Duration start, Duration end) {
        return new TimedText(text, start.toNanos() / 1e9, end.toNanos() / 1e9);
    }

    /** A model of one language tells that one, which is no detection. */
    private void detected(String spoken, String heard) {
        boolean asked = candidate.options().language().equals(TranscribeOptions.AUTO)
                && candidate.model().descriptor().languages().size() != 1;
        if (asked && !spoken.equals(Corpus.UNKNOWN) && !heard.equals(Corpus.UNKNOWN)) {
            languages = languages.with(spoken, heard);
        }
    }
}
