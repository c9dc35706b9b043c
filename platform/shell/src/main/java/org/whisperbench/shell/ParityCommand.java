package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.parity.Parities;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the features of two engines. */
@CommandLine.Command(
        name = "parity",
        description =
                "Compare what two engines compute of the same audio: features, then each layer of the encoder that both"
                        + " show, then its output, so that the first that differs is named.")
final class ParityCommand implements Command {

    private final PlatformServices platform;
    private final ProgressLines progress;

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "a backend, or backend/model")
    private String reference = "";

    @Parameters(index = "1", paramLabel = "OTHER", description = "likewise")
    private String other = "";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "the model of the sides that name none")
    private @Nullable String model;

    @Option(
            names = {"-a", "--audio"},
            paramLabel = "FILE",
            required = true,
            description = "sound file, of which the first window is compared")
    private @Nullable Path audio;

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            description = "largest error of a layer that agrees, as a share of the standard deviation of its numbers"
                    + " (default: 0.01)")
    private double tolerance = Parities.TOLERANCE;

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    ParityCommand(PlatformServices platform, ProgressLines progress) {
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Object report() throws InterruptedException {
        Path file = Objects.requireNonNull(audio);
        StandardInputUse.check("parity -a -", List.of(file), false, progress.isPrompt());
        if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'--tolerance %s' is no share; give a number above 0, such as 0.01".formatted(tolerance));
        }
        CatalogModel first = side(reference);
        CatalogModel second = side(other);
        return platform.parities(p -> p.compare(first, second, file, engine.options(), tolerance));
    }

    private CatalogModel side(String name) throws InterruptedException {
        String named = model;
        if (!name.contains("/") && named == null) {
            throw new WhisperException(
                    ErrorKind.USER, "'%s' names no model; write %s/MODEL, or add '--model'".formatted(name, name));
        }
        Selection selection = name.contains("/")
                ? new Selection(List.of(), List.of(name), engine.inProcess())
                : new Selection(List.of(name), List.of(String.valueOf(named)), engine.inProcess());
        return ModelChoice.one(platform.catalog(catalog -> catalog.select(selection)));
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
