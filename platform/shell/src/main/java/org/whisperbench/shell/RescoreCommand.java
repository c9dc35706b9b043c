package org.whisperbench.shell;

import org.whisperbench.platform.report.Rescored;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Scores a stored result by other rules. */
@CommandLine.Command(
        name = "rescore",
        description = "Score the texts of a result again by other rules; what is stored does not change.")
final class RescoreCommand implements Command {

    private final PlatformServices platform;

    @Parameters(
            index = "0",
            paramLabel = "RESULT",
            description = "id of a result or its beginning, the path of a JSON file, or latest")
    private String result = "";

    @Mixin
    private RuleFlags rules = new RuleFlags();

    @Mixin
    private OutputFlags output = new OutputFlags();

    RescoreCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() {
        return Rescored.of(ResultsCommand.folder(platform).find(result), rules.rules());
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
