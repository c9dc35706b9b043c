package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.provision.Provisions;
import org.whisperbench.platform.provision.SetupOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets environments of Python up. */
@CommandLine.Command(
        name = "setup",
        description =
                "Set up the environment of Python that a backend needs, with uv where it is installed, else with venv"
                        + " and pip. Uses the network, as pip is configured.")
final class SetupCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(paramLabel = "BACKEND", description = "id of a backend, such as insanely-fast-whisper")
    private String backend = "";

    @Option(names = "--print", description = "only show the commands, as a POSIX shell takes them")
    private boolean print;

    @Option(names = "--python", paramLabel = "PROGRAM", description = "make it from this Python (default: python3)")
    private String python = "python3";

    @Option(names = "--index-url", paramLabel = "URL", description = "take packages from this index")
    private String indexUrl = "";

    @Option(names = "--find-links", paramLabel = "FOLDER", description = "take packages also from this folder")
    private List<Path> wheels = new ArrayList<>();

    @Option(names = "--offline", description = "take packages from the folders of '--find-links' alone")
    private boolean offline;

    @Option(names = "--renew", description = "choose versions anew where they were locked before")
    private boolean renew;

    @Mixin
    private OutputFlags output = new OutputFlags();

    SetupCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        SetupOptions options = new SetupOptions(python, indexUrl, wheels, offline, renew);
        return platform.use(
                Provisions.class,
                provisions -> print
                        ? provisions.plan(backend, options)
                        : provisions.setUp(backend, options, line -> progress.at(line, 0)));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
