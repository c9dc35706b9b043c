package org.whisperbench.shell;

import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.RegisteredBackend;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.hardware.HostFacts;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Tells about the installation and the machine. */
@CommandLine.Command(name = "info", description = "Tell about this installation and this machine.")
final class InfoCommand implements Command {

    private final PlatformServices platform;

    @Mixin
    private OutputFlags output = new OutputFlags();

    InfoCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        return new InfoReport(
                setting("whisperbench.version"),
                setting("whisperbench.home"),
                setting("whisperbench.backends"),
                setting("whisperbench.models"),
                setting("whisperbench.cache"),
                setting("whisperbench.log"),
                platform.backends(
                        b -> b.list().stream().map(RegisteredBackend::address).toList()),
                hub(),
                HostFacts.read());
    }

    /** Settings that are wrong are told here, too, and hide nothing else. */
    private Downloads.Access hub() throws InterruptedException {
        try {
            return platform.downloads(Downloads::access);
        } catch (WhisperException e) {
            return new Downloads.Access("unknown: " + e.getMessage(), false, "unknown");
        }
    }

    private String setting(String key) {
        String value = platform.setting(key);
        return value.isEmpty() ? "unknown" : value;
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
