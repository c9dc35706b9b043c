package org.whisperbench.shell;

import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.report.ResultFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** Lists stored results. */
@CommandLine.Command(name = "results", description = "List the results of benchmarks that are kept, the newest first.")
final class ResultsCommand implements Command {

    private final PlatformServices platform;

    @Mixin
    private OutputFlags output = new OutputFlags();

    ResultsCommand(PlatformServices platform) {
        this.platform = platform;
    }

    static ResultFolder folder(PlatformServices platform) {
        return ResultFolder.of(platform.setting("whisperbench.results"))
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER, "this host keeps no results; set 'whisperbench.results' to a folder"));
    }

    @Override
    public Object report() {
        return folder(platform).list();
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
