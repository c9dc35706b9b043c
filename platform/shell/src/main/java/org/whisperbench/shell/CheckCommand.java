package org.whisperbench.shell;

import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.catalog.Selection;
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
        Selection selection = models.selection(engine.inProcess());
        download.fetch(platform.catalog(catalog -> catalog.select(selection)), platform, progress);
        return platform.checks(checks -> checks.check(
                selection, options, (model, index, count) -> progress.at("checking " + model, (double) index / count)));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
