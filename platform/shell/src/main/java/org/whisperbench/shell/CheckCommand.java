package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.check.ModelStatus;
import org.whisperbench.platform.check.ModelsReport;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

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
        Selection selection = platform.checks(this::selection);
        // Where nothing is named and nothing is there, everything that is known is reported, and too much to be
        // fetched.
        if (models.namesBackends() || !selection.models().isEmpty()) {
            download.fetch(platform.catalog(catalog -> catalog.select(selection)), platform, progress);
        }
        return platform.checks(checks -> checks.check(
                selection, options, (model, index, count) -> progress.at("checking " + model, (double) index / count)));
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
