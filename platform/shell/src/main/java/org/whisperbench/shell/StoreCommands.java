package org.whisperbench.shell;

import java.util.List;
import java.util.function.Function;

/** The commands about what is kept on disk. */
final class StoreCommands {

    /** Their names, in the order in which help lists them. */
    static final List<String> NAMES = List.of(
            "bootstrap",
            "download",
            "verify",
            "repair",
            "upgrades",
            "upgrade",
            "remove",
            "prune",
            "pin",
            "copy",
            "export",
            "import",
            "hardware");

    private StoreCommands() {}

    static List<Function<ProgressLines, Command>> of(PlatformServices platform) {
        return List.of(
                p -> new BootstrapCommand(platform, p),
                p -> new DownloadCommand(platform, p),
                p -> new VerifyCommand(platform, p),
                p -> new RepairCommand(platform, p),
                p -> new UpgradesCommand(platform),
                p -> new UpgradeCommand(platform, p),
                p -> new RemoveCommand(platform, p),
                p -> new PruneCommand(platform, p),
                p -> new PinCommand(platform),
                p -> new CopyCommand(platform),
                p -> new ExportCommand(platform),
                p -> new ImportCommand(platform),
                p -> new HardwareCommand(platform));
    }
}
