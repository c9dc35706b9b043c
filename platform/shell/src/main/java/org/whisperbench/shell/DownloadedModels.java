package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.download.Wanted;
import picocli.CommandLine.Parameters;

/** Which downloaded models a command is about. */
final class DownloadedModels {

    @Parameters(
            paramLabel = "MODEL",
            arity = "0..*",
            description = "a name, backend/name, or OWNER/NAME[@REVISION] (default: everything in the hub's cache)")
    private List<String> names = new ArrayList<>();

    List<Wanted> wanted(StoreWords words) throws InterruptedException {
        return words.wanted(names.isEmpty() ? words.everything() : names);
    }
}
