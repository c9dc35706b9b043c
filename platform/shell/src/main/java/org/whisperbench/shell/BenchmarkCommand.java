package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRequest;
import org.whisperbench.platform.bench.Candidate;
import org.whisperbench.platform.bench.Corpus;
import org.whisperbench.platform.bench.Pace;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.check.ModelStatus;
import org.whisperbench.platform.check.ModelsReport;
import org.whisperbench.platform.report.ReportFiles;
import org.whisperbench.platform.report.ResultFolder;
import org.whisperbench.platform.score.TextRules;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures backends. */
@CommandLine.Command(
        name = "benchmark",
        description = "Measure how fast and how right backends are. Without options: the default model of every"
                + " backend on the bundled speech.")
final class BenchmarkCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Mixin
    private ModelFlags models = new ModelFlags();

    @Option(
            names = {"-a", "--audio"},
            paramLabel = "PATH",
            description =
                    "sound file, folder of sound files, folder in the layout of LibriSpeech, or manifest (.tsv, .jsonl) with path,"
                            + " reference and language; may be repeated (default: the bundled samples)")
    private List<Path> audio = new ArrayList<>();

    @Option(
            names = {"-r", "--reference"},
            paramLabel = "FILE",
            description = "what is said: a table with the columns file and text, or a text for the only file"
                    + " (default: references.tsv or NAME.txt beside the audio)")
    private List<Path> references = new ArrayList<>();

    @Mixin
    private PaceFlags pace = new PaceFlags();

    @Mixin
    private RuleFlags texts = new RuleFlags();

    @Mixin
    private ScoreFlags scores = new ScoreFlags();

    @Option(
            names = "--vary",
            paramLabel = "KEY=V1,V2",
            description =
                    "measure each model with each of these values: of threads, device, language, or an option that"
                            + " only the engine knows; may be repeated, then every combination is measured")
    private List<String> varied = new ArrayList<>();

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "also write the results to a file; its suffix names the format: json, jsonl (while it"
                    + " runs, into FILE.part), csv, md or html; may be repeated")
    private List<Path> exports = new ArrayList<>();

    @Option(
            names = "--verbose",
            description =
                    "show what was heard of every file, also where no word is wrong, and every condition that was in"
                            + " force; both are in the JSON in any case")
    private boolean verbose;

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Mixin
    private SpeechFlags speech = new SpeechFlags();

    @Mixin
    private RecommendedFlag recommended = new RecommendedFlag();

    @Mixin
    private DownloadFlag download = new DownloadFlag();

    @Mixin
    private RecordFlags microphone = new RecordFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    BenchmarkCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        StandardInputUse.check("benchmark -a -", audio, microphone.wanted(), progress.isPrompt());
        Pace asked = pace.pace();
        TranscribeOptions options = speech.options(engine.timeout(), engine.decoding());
        TextRules rules = texts.rules();
        BenchmarkRequest.Comparison comparison = scores.comparison();
        RecommendedFlag.Choice choice = recommended.choose(models, engine, platform, progress);
        List<CatalogModel> measured = measured(choice);
        download.fetch(measured, platform, progress);
        List<Candidate> candidates = new Matrix(choice.options(), options, varied).over(measured);
        microphone.requireUsable(measured, platform);
        Function<Corpus, BenchmarkRequest> requests =
                corpus -> new BenchmarkRequest(candidates, corpus, asked, rules, comparison, pace.memoryBytes());
        try (ReportFiles files = ReportFiles.open(exports)) {
            if (microphone.wanted()) {
                // Whatever is wrong, as with the references, is said before anybody speaks.
                Corpus planned = Corpus.read(with(folderOfResults().resolve("recording.wav")), references);
                Objects.requireNonNull(requests.apply(planned));
            }
            BenchmarkRequest request = requests.apply(corpus(options.language()));
            BenchmarkReport report = platform.benchmarks(b -> b.run(request, files.listener(LiveView.of(progress))));
            List<String> problems = new ArrayList<>(kept(report));
            problems.addAll(files.write(report));
            return new Told(report, verbose, problems);
        }
    }

    /** What cannot be kept is told all the same. */
    private List<String> kept(BenchmarkReport report) {
        try {
            ResultFolder.of(platform.setting("whisperbench.results")).ifPresent(folder -> folder.keep(report));
            return List.of();
        } catch (WhisperException e) {
            return List.of(e.getMessage());
        }
    }

    /**
     * A benchmark as it is told.
     *
     * @param report what was measured
     * @param verbose whether all that there is to say of it is said
     * @param problems files to which it could not be written
     */
    record Told(BenchmarkReport report, boolean verbose, List<String> problems) implements Answer.InOtherWords {

        boolean isWell() {
            return report.allMeasured() && problems.isEmpty();
        }
    }

    private List<CatalogModel> measured(RecommendedFlag.Choice choice) throws InterruptedException {
        if (models.namesModels() || recommended.isSet()) {
            return choice.models();
        }
        return models.namesBackends()
                ? ModelChoice.defaults(choice.models(), true)
                : ModelChoice.defaults(onDisk(choice.models()), false);
    }

    /** Where the user named nothing: what is on disk, in whatever state; all that is known if nothing is. */
    private List<CatalogModel> onDisk(List<CatalogModel> known) throws InterruptedException {
        Selection all = models.selection(engine.inProcess());
        Set<String> there = platform.checks(checks -> checks.models(all)).models().stream()
                .filter(model -> model.status() != ModelStatus.ABSENT)
                .map(ModelsReport.Entry::model)
                .collect(Collectors.toSet());
        List<CatalogModel> kept =
                known.stream().filter(model -> there.contains(model.address())).toList();
        return kept.isEmpty() ? known : kept;
    }

    private Corpus corpus(String language) throws InterruptedException {
        Corpus corpus = Corpus.read(heard(), references);
        return language.equals(TranscribeOptions.AUTO) ? corpus : corpus.spokenIn(language);
    }

    private List<Path> heard() throws InterruptedException {
        if (microphone.wanted()) {
            return with(microphone.record(platform, progress, folderOfResults()));
        }
        return audio.isEmpty() ? bundled() : audio;
    }

    private List<Path> with(Path recording) {
        List<Path> heard = new ArrayList<>(audio);
        heard.add(recording);
        return heard;
    }

    /** What was said lies beside the result: that of the first export, else the one that is kept. */
    private Path folderOfResults() {
        Path here = Path.of("").toAbsolutePath();
        if (exports.isEmpty()) {
            return ResultFolder.of(platform.setting("whisperbench.results"))
                    .map(ResultFolder::folder)
                    .orElse(here);
        }
        return Objects.requireNonNullElse(exports.get(0).toAbsolutePath().getParent(), here);
    }

    private List<Path> bundled() {
        String samples = platform.setting("whisperbench.samples");
        if (samples.isEmpty()) {
            throw new WhisperException(ErrorKind.USER, "this host bundles no speech; name some with '--audio'");
        }
        return List.of(Path.of(samples));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
