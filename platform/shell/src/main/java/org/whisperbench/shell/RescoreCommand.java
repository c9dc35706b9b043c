package org.whisperbench.shell;

import org.whisperbench.platform.report.Rescored;
import org.whisperbench.platform.score.AlignmentRules;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a stored result by other rules. */
@CommandLine.Command(
        name = "rescore",
        description = "Score the texts of a result again, by these or other rules; what is stored does not change.")
final class RescoreCommand implements Command {

    private final PlatformServices platform;

    @Parameters(
            index = "0",
            paramLabel = "RESULT",
            description = "id of a result or its beginning, the path of a JSON file, or latest")
    private String result = "";

    @Mixin
    private RuleFlags rules = new RuleFlags();

    @Option(
            names = "--weights",
            paramLabel = "NAME",
            defaultValue = "equal",
            description =
                    "what makes an alignment cheap: equal, as jiwer has it, or sclite, which prefers an insertion and a"
                            + " deletion to two substitutions (default: equal)")
    private String weights = "equal";

    @Option(
            names = "--merge-compounds",
            description =
                    "several words that are one word of the other side are right, as the Open ASR Leaderboard has it")
    private boolean mergesCompounds;

    @Option(
            names = "--alignment",
            description = "also show said and written words side by side, for each file with an error")
    private boolean aligned;

    @Mixin
    private OutputFlags output = new OutputFlags();

    RescoreCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() {
        AlignmentRules words = new AlignmentRules(AlignmentRules.Weights.parse(weights), mergesCompounds);
        Rescored rescored = Rescored.of(ResultsCommand.folder(platform).find(result), rules.rules(), words);
        // The document has the alignments in any case.
        return aligned && !json() ? new Aligned(rescored) : rescored;
    }

    /**
     * Scores with the words side by side.
     *
     * @param report the scores
     */
    record Aligned(Rescored report) implements Answer.InOtherWords {}

    @Override
    public boolean json() {
        return output.json();
    }
}
