package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.Wanted;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what is newer. */
@CommandLine.Command(name = "upgrades", description = "List the downloaded models that changed at the hub.")
final class UpgradesCommand implements Command {

    private final PlatformServices platform;

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "a name, backend/name, or OWNER/NAME[@REVISION] (default: everything in the hub's cache)")
    private List<String> models = new ArrayList<>();

    @Mixin
    private NetworkFlags network = new NetworkFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    UpgradesCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        StoreWords words = new StoreWords(platform);
        List<Wanted> wanted = words.wanted(models.isEmpty() ? words.everything() : models);
        return platform.downloads(d -> new UpgradesReport(d.upgrades(wanted, network.options(Mode.UPGRADE))));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
