package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.store.WebFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Protects models. */
@CommandLine.Command(name = "pin", description = "Protect downloaded models from 'remove' and 'prune'.")
final class PinCommand implements Command {

    private final PlatformServices platform;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "a name, backend/name, or OWNER/NAME[@REVISION]")
    private List<String> models = new ArrayList<>();

    @Option(names = "--remove", description = "end the protection")
    private boolean remove;

    @Mixin
    private OutputFlags output = new OutputFlags();

    PinCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        List<String> pinned = new ArrayList<>();
        StoreWords.Kept kept = new StoreWords(platform).kept(models);
        for (WebFolder download : kept.downloads()) {
            platform.store(s -> {
                s.pin(download, !remove);
                return download;
            });
            pinned.add(download.directory().getFileName().toString());
        }
        for (String name : kept.names()) {
            String commit = platform.store(s -> s.pin(name, !remove));
            pinned.add(name.replaceFirst("@.*", "") + "@" + commit);
        }
        return new PinReport(pinned, !remove);
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
