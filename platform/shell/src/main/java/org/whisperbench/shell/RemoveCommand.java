package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes models. */
@CommandLine.Command(
        name = "remove",
        description = "Delete downloaded models, after asking. What another revision uses and what is pinned stays.")
final class RemoveCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(
            paramLabel = "MODEL",
            arity = "1..*",
            description = "a name, backend/name, or OWNER/NAME[@REVISION]; without a revision all of them")
    private List<String> models = new ArrayList<>();

    @Mixin
    private RemovalFlags removal = new RemovalFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    RemoveCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        StoreWords.Kept kept = new StoreWords(platform).kept(models);
        return new Deletion(platform, progress, removal).of(s -> s.planRemoval(kept.names(), kept.downloads()));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
