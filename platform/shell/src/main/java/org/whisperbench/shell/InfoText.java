package org.whisperbench.shell;

import java.util.Locale;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.hardware.HostFacts;

/** Facts as lines. */
final class InfoText {

    private static final double GIB = 1L << 30;

    private InfoText() {}

    static String render(InfoReport info) {
        String backends = info.backends().isEmpty() ? "none" : String.join(", ", info.backends());
        Table table = Table.of("whisperbench", info.version())
                .row("installation", info.home())
                .row("hot folders", info.backendFolders())
                .row("models", info.modelFolders())
                .row("cache", info.cache())
                .row("log", info.log())
                .row("backends", backends)
                .row("hub", hub(info.hub()))
                .row("machine", machine(info.host()))
                .row("java", info.host().jvm());
        return String.join("\n", table.lines());
    }

    private static String hub(Downloads.Access hub) {
        return "%s, token: %s%s".formatted(hub.endpoint(), hub.token(), hub.offline() ? ", offline" : "");
    }

    /** Processor, memory and system in one line. */
    static String machine(HostFacts host) {
        String memory = host.memoryBytes() == 0
                ? "unknown memory"
                : String.format(Locale.ROOT, "%.1f GiB", host.memoryBytes() / GIB);
        return "%d x %s, %s, %s %s".formatted(host.processors(), host.cpu(), memory, host.os(), host.architecture());
    }
}
