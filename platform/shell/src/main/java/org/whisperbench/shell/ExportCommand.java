package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes models into an archive. */
@CommandLine.Command(
        name = "export",
        description = "Write downloaded models into a tar file, for a machine without network.")
final class ExportCommand implements Command {

    private final PlatformServices platform;

    @Parameters(
            paramLabel = "MODEL... FILE",
            hideParamSyntax = true,
            arity = "2..*",
            description = "names, backend/name, or OWNER/NAME[@REVISION]; and last the file to write")
    private List<String> words = new ArrayList<>();

    @Mixin
    private OutputFlags output = new OutputFlags();

    ExportCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() throws InterruptedException {
        Path file = CommandRunner.path(words.get(words.size() - 1));
        if (!file.toString().endsWith(".tar")) {
            throw new WhisperException(
                    ErrorKind.USER, "the last word '%s' is no name of a file that ends in .tar".formatted(file));
        }
        List<String> names = new StoreWords(platform).names(words.subList(0, words.size() - 1));
        return platform.store(s -> s.exportTo(names, file));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
