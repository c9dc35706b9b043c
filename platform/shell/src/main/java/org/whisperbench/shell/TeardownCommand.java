package org.whisperbench.shell;

import org.whisperbench.platform.provision.Provisions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes environments of Python away. */
@CommandLine.Command(
        name = "teardown",
        description =
                "Delete the environment that 'setup' made for a backend; the versions stay locked for the next one.")
final class TeardownCommand implements Command {

    private final PlatformServices platform;

    @Parameters(paramLabel = "BACKEND", description = "id of a backend, such as insanely-fast-whisper")
    private String backend = "";

    @Mixin
    private OutputFlags output = new OutputFlags();

    TeardownCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        return platform.use(Provisions.class, provisions -> provisions.tearDown(backend));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
