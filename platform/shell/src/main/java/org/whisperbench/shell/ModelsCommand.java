package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.platform.catalog.Selection;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the models. */
@CommandLine.Command(
        name = "models",
        description = "List the models that the backends know, and what is on disk of them.")
final class ModelsCommand implements Command {

    private final PlatformServices platform;

    @Mixin
    private ModelFlags models = new ModelFlags();

    @Option(names = "--stored", description = "list what is kept on disk instead, and how much space it takes")
    private boolean stored;

    @Mixin
    private OutputFlags output = new OutputFlags();

    ModelsCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        if (stored) {
            return new StoreWords(platform).inventory();
        }
        boolean named = !models.selection().equals(Selection.everything());
        return new ModelList(
                platform.checks(checks -> checks.models(models.selection())).models(),
                named ? List.of() : platform.store(CompanionReport::all));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
