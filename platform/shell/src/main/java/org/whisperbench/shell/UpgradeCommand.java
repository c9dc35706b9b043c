package org.whisperbench.shell;

import org.whisperbench.platform.download.DownloadOptions;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Follows branches and tags. */
@CommandLine.Command(
        name = "upgrade",
        description = "Ask whether downloaded models changed at the hub, and fetch what did.")
final class UpgradeCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Mixin
    private DownloadedModels models = new DownloadedModels();

    @Mixin
    private NetworkFlags network = new NetworkFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    UpgradeCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        CachedModels cached = models.followed(new StoreWords(platform));
        DownloadOptions options = network.options(Mode.UPGRADE);
        try (TransferProgress shown = new TransferProgress(progress, System::nanoTime)) {
            return cached.beside(platform.downloads(d -> d.ensure(cached.models(), options, shown)));
        }
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
