package org.whisperbench.shell;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Lists the backends. */
@CommandLine.Command(name = "backends", description = "List the backends: what is there, and what can run here.")
final class BackendsCommand implements Command {

    private final PlatformServices platform;

    @Mixin
    private OutputFlags output = new OutputFlags();

    BackendsCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        BackendsReport report = platform.backends(BackendsReport::of);
        // Who was interrupted while it was asked says so of itself, as if it could not be used.
        if (Thread.interrupted()) {
            throw new InterruptedException("cancelled while backends were asked");
        }
        return report;
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
