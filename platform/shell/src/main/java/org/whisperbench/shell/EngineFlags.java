package org.whisperbench.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.WhisperException;
import picocli.CommandLine.Option;

/** How a model is to be loaded. */
final class EngineFlags {

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = LoadOptions.AUTO,
            description = "what computes, such as cpu (default: the engine's choice)")
    private String device = LoadOptions.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "threads for computing (default: the engine's choice)")
    private int threads;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            description = "an option that only this engine knows; may be repeated")
    private Map<String, String> extra = new LinkedHashMap<>();

    LoadOptions options() {
        if (threads < 0) {
            throw new WhisperException(
                    ErrorKind.USER, "'--threads %d' is negative; give 0 for the engine's choice".formatted(threads));
        }
        return new LoadOptions(device, threads, extra);
    }
}
