package org.whisperbench.shell;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Lists the models. */
@CommandLine.Command(
        name = "models",
        description = "List the models that the backends know, and what is on disk of them.")
final class ModelsCommand implements Command {

    private final PlatformServices platform;

    @Mixin
    private ModelFlags models = new ModelFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    ModelsCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        return platform.checks(checks -> checks.models(models.selection()));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
