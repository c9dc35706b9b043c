package org.whisperbench.shell;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.check.CheckListener;
import org.whisperbench.platform.check.CheckOptions;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.check.ModelCheck;
import org.whisperbench.platform.check.ModelFacts;
import org.whisperbench.platform.check.ModelStatus;
import org.whisperbench.platform.check.ModelsReport;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks models. */
@CommandLine.Command(
        name = "check",
        description = "Check models: files, lengths and hashes, then load each and run one inference. Changes nothing.")
final class CheckCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Mixin
    private ModelFlags models = new ModelFlags();

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Option(
            names = "--verify-method",
            paramLabel = "METHOD",
            description = "files: lengths, hashes and tables, loads nothing; load: lengths, then load;"
                    + " deep: hashes, then load (default: deep)")
    private String method = "deep";

    @Option(names = "--fresh", description = "check anew what was found good earlier and has not changed since")
    private boolean fresh;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "how many models are loaded at once (default: one for each processor, at most 4); fewer where"
                    + " memory is short")
    private int jobs;

    @Mixin
    private DownloadFlag download = new DownloadFlag();

    @Option(names = "--selective", description = "choose at the terminal which of the missing models to download")
    private boolean selective;

    @Option(names = "--verbose", description = "say what each model was loaded as, and how long it took")
    private boolean verbose;

    @Mixin
    private OutputFlags output = new OutputFlags();

    CheckCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        LoadOptions options = engine.options();
        CheckOptions how = how();
        Selection selection = platform.checks(this::selection);
        // Where nothing is named and nothing is there, everything that is known is reported, and too much to be
        // fetched.
        if (models.namesBackends() || !selection.models().isEmpty()) {
            download.fetch(platform.catalog(catalog -> catalog.select(selection)), platform, progress);
        }
        CheckMenu.Check check = again -> platform.checks(checks -> checks.check(
                selection, options, again ? CheckOptions.of(how.method()) : how, new Told(progress, verbose)));
        CheckReport report = check.run(false);
        if (selective) {
            return new CheckMenu(platform, progress, selection, check).select(report);
        }
        boolean menu = progress.offers() && !download.isSet() && !output.json();
        return menu ? new CheckMenu(platform, progress, selection, check).offer(report) : report;
    }

    private CheckOptions how() {
        if (jobs < 0) {
            throw new WhisperException(
                    ErrorKind.USER, "'--jobs %d' is negative; give 0 for what the machine allows".formatted(jobs));
        }
        if (selective && !progress.offers()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--selective' asks at a terminal, and there is none; name models with '-m' and use '--download'");
        }
        return new CheckOptions(method(), fresh, jobs);
    }

    /**
     * Tells how far it is, and, if that is wanted, what each model turned out to be.
     *
     * @param progress where to
     * @param verbose whether that is wanted
     */
    private record Told(ProgressLines progress, boolean verbose) implements CheckListener {

        @Override
        public void checking(String model, int index, int count) {
            progress.at("checking " + model, (double) index / count);
        }

        @Override
        public void checked(ModelCheck check, ModelFacts facts, Duration time) {
            if (verbose) {
                progress.note(CheckText.verbose(check, facts, time));
            }
        }
    }

    private Checks.Method method() {
        return List.of(Checks.Method.values()).stream()
                .filter(m -> m.name().toLowerCase(Locale.ROOT).equals(method))
                .findFirst()
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER, "'--verify-method %s' is none of files, load, deep".formatted(method)));
    }

    /** Where the user named nothing: what is on disk, in whatever state; 'models' lists the rest. */
    private Selection selection(Checks checks) throws InterruptedException {
        Selection asked = models.selection(engine.inProcess());
        if (models.namesBackends() || models.namesModels()) {
            return asked;
        }
        List<String> onDisk = checks.models(asked).models().stream()
                .filter(m -> m.status() != ModelStatus.ABSENT)
                .map(ModelsReport.Entry::model)
                .toList();
        return onDisk.isEmpty() ? asked : new Selection(List.of(), onDisk, engine.inProcess());
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
