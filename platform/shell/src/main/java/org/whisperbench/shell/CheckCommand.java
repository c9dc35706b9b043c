package org.whisperbench.shell;

import org.whisperbench.api.LoadOptions;
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
    private OutputFlags output = new OutputFlags();

    CheckCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        LoadOptions options = engine.options();
        return platform.checks(checks -> checks.check(
                models.selection(engine.inProcess()),
                options,
                (model, index, count) -> progress.at("checking " + model, (double) index / count)));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
