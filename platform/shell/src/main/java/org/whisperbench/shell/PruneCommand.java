package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Deletes what nobody needs. */
@CommandLine.Command(
        name = "prune",
        description = "Delete partial downloads and what no branch, pin or backend names, after asking.")
final class PruneCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Mixin
    private RemovalFlags removal = new RemovalFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    PruneCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        List<ModelDescriptor> inUse = inUse();
        return new Deletion(platform, progress, removal).of(s -> s.planPruning(inUse));
    }

    /** Without any backend there are no models of backends. */
    private List<ModelDescriptor> inUse() throws InterruptedException {
        try {
            return new StoreWords(platform)
                    .select(List.of(), List.of()).stream()
                            .map(CatalogModel::descriptor)
                            .toList();
        } catch (WhisperException e) {
            if (e.kind() != ErrorKind.BACKEND_UNAVAILABLE) {
                throw e;
            }
            return List.of();
        }
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
