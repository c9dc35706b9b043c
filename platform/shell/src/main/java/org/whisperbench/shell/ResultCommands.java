package org.whisperbench.shell;

import java.util.List;
import java.util.function.Function;

/** The commands about what was measured before, and about what two engines compute. */
final class ResultCommands {

    /** Their names, in the order in which help lists them. */
    static final List<String> NAMES = List.of("results", "compare", "rescore", "parity");

    private ResultCommands() {}

    static List<Function<ProgressLines, Command>> of(PlatformServices platform) {
        return List.of(
                p -> new ResultsCommand(platform),
                p -> new CompareCommand(platform),
                p -> new RescoreCommand(platform),
                p -> new ParityCommand(platform, p));
    }
}
