package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.Wanted;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Mends models. */
@CommandLine.Command(
        name = "repair",
        description = "Hash the files of downloaded models, and fetch those that are damaged or missing.")
final class RepairCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "a name, backend/name, or OWNER/NAME[@REVISION] (default: everything in the hub's cache)")
    private List<String> models = new ArrayList<>();

    @Option(names = "--dry-run", description = "only tell what would be fetched")
    private boolean dryRun;

    @Mixin
    private NetworkFlags network = new NetworkFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    RepairCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        StoreWords words = new StoreWords(platform);
        List<Wanted> wanted = words.wanted(models.isEmpty() ? words.everything() : models);
        return platform.downloads(d -> d.repair(
                wanted,
                network.options(dryRun ? Mode.DRY_RUN : Mode.MISSING),
                new TransferProgress(progress, System::nanoTime)));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
