package org.whisperbench.shell;

import picocli.CommandLine.Option;

/** Whether to delete. */
final class RemovalFlags {

    @Option(names = "--dry-run", description = "only tell what would be deleted")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    boolean dryRun() {
        return dryRun;
    }

    boolean yes() {
        return yes;
    }
}
