package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.bench.BenchmarkRequest;
import org.whisperbench.platform.bench.Corpus;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.SpellingTable;
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
            description = "sound file, or folder of .wav files; may be repeated (default: the bundled samples)")
    private List<Path> audio = new ArrayList<>();

    @Option(
            names = {"-r", "--reference"},
            paramLabel = "FILE",
            description = "what is said: a table with the columns file and text, or a text for the only file"
                    + " (default: references.tsv or NAME.txt beside the audio)")
    private List<Path> references = new ArrayList<>();

    @Option(
            names = {"-n", "--runs"},
            paramLabel = "N",
            defaultValue = "5",
            description = "measured passes over the audio (default: 5)")
    private int runs;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "1",
            description = "passes before them that are not measured (default: 1)")
    private int warmups;

    @Option(
            names = "--normalizer",
            paramLabel = "RULES",
            defaultValue = "basic",
            description = "what is done to texts before words are compared: none, basic, whisper-en, leaderboard-en"
                    + " (default: basic)")
    private String normalizer = "basic";

    @Option(
            names = "--spellings",
            paramLabel = "FILE",
            description =
                    "table of British and American spellings for the rules that end in -en: the normalizer.json of"
                            + " a Whisper model (default: none)")
    private @Nullable Path spellings;

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Mixin
    private SpeechFlags speech = new SpeechFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    BenchmarkCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        if (runs < 1 || warmups < 0) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--runs %d --warmup %d' measures nothing; give at least 1 run and 0 warm-ups"
                            .formatted(runs, warmups));
        }
        Normalizer rules = rules();
        List<CatalogModel> selected = platform.catalog(catalog -> catalog.select(models.selection(engine.inProcess())));
        BenchmarkRequest request = new BenchmarkRequest(
                models.namesModels() ? selected : ModelChoice.defaults(selected, models.namesBackends()),
                Corpus.read(audio.isEmpty() ? bundled() : audio, references),
                runs,
                warmups,
                engine.options(),
                speech.options(engine.timeout(), engine.decoding()),
                rules);
        return platform.benchmarks(b ->
                b.run(request, (model, step, fraction) -> progress.at((model + " " + step).strip(), fraction)));
    }

    private Normalizer rules() {
        Normalizer rules = Normalizer.parse(normalizer);
        return spellings == null ? rules : rules.with(SpellingTable.read(spellings));
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
