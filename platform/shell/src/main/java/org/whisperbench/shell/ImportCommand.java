package org.whisperbench.shell;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads models from an archive. */
@CommandLine.Command(
        name = "import",
        description = "Read models from a tar file that 'export' wrote, verifying each content.")
final class ImportCommand implements Command {

    private final PlatformServices platform;

    @Parameters(paramLabel = "FILE", description = "the file to read")
    private Path file = Path.of("");

    @Mixin
    private OutputFlags output = new OutputFlags();

    ImportCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        return platform.store(s -> s.importFrom(file));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
