package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a model into a folder. */
@CommandLine.Command(
        name = "copy",
        description = "Copy a downloaded model into a plain folder, verifying each file on the way.")
final class CopyCommand implements Command {

    private final PlatformServices platform;

    @Parameters(paramLabel = "MODEL", description = "a name, backend/name, or OWNER/NAME[@REVISION]")
    private String model = "";

    @Parameters(paramLabel = "FOLDER", description = "where to; it is created")
    private Path folder = Path.of("");

    @Option(names = "--force", description = "replace files of the folder that have another content")
    private boolean force;

    @Mixin
    private OutputFlags output = new OutputFlags();

    CopyCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        List<String> names = new StoreWords(platform).names(List.of(model));
        if (names.size() != 1) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'%s' stands for %d models: %s; name one".formatted(model, names.size(), String.join(", ", names)));
        }
        return platform.store(s -> s.copy(names.get(0), folder, force));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
