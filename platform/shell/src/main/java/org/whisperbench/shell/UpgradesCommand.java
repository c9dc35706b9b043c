package org.whisperbench.shell;

import org.whisperbench.platform.download.DownloadOptions.Mode;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Lists what is newer. */
@CommandLine.Command(name = "upgrades", description = "List the downloaded models that changed at the hub.")
final class UpgradesCommand implements Command {

    private final PlatformServices platform;

    @Mixin
    private DownloadedModels models = new DownloadedModels();

    @Mixin
    private NetworkFlags network = new NetworkFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    UpgradesCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        CachedModels cached = models.wanted(new StoreWords(platform));
        return platform.downloads(d ->
                new UpgradesReport(cached.besideThose(d.upgrades(cached.models(), network.options(Mode.UPGRADE)))));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
