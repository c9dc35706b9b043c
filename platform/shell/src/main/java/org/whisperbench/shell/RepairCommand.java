package org.whisperbench.shell;

import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mends models. */
@CommandLine.Command(
        name = "repair",
        description = "Hash the files of downloaded models, and fetch those that are damaged or missing.")
final class RepairCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Mixin
    private DownloadedModels models = new DownloadedModels();

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
        CachedModels cached = models.wanted(new StoreWords(platform));
        DownloadOptions options = network.options(dryRun ? Mode.DRY_RUN : Mode.MISSING);
        try (TransferProgress shown = new TransferProgress(progress, System::nanoTime)) {
            return cached.beside(platform.downloads(d -> d.repair(cached.models(), options, shown)));
        }
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
