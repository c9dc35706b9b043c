package org.whisperbench.shell;

import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.check.Checks;
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

    @Mixin
    private DownloadFlag download = new DownloadFlag();

    @Mixin
    private OutputFlags output = new OutputFlags();

    CheckCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        LoadOptions options = engine.options();
        Checks.Method chosen = method();
        Selection selection = platform.checks(this::selection);
        // Where nothing is named and nothing is there, everything that is known is reported, and too much to be
        // fetched.
        if (models.namesBackends() || !selection.models().isEmpty()) {
            download.fetch(platform.catalog(catalog -> catalog.select(selection)), platform, progress);
        }
        return platform.checks(checks -> checks.check(
                selection,
                options,
                chosen,
                (model, index, count) -> progress.at("checking " + model, (double) index / count)));
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
