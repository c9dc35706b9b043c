package org.whisperbench.shell;

import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.report.Comparison;
import org.whisperbench.platform.report.ResultFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two results. */
@CommandLine.Command(
        name = "compare",
        description =
                "Compare two results of the same speech: what got faster, slower, more or less right, beyond noise.")
final class CompareCommand implements Command {

    private static final double PERCENT = 100;

    private final PlatformServices platform;

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = "id of a result or its beginning, the path of a JSON file, or latest")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "likewise")
    private String after = "";

    @Option(
            names = "--gate",
            paramLabel = "PERCENT",
            description =
                    "end with exit code 1 if a time or an error rate got worse by more than this and beyond noise, such as"
                            + " 5%%, or if a model, or a file of one, fails that did not fail before, if numbers are no longer"
                            + " valid, if nothing could be compared, or no time of a model that was measured in both")
    private @Nullable String gate;

    @Option(
            names = "--errors-only",
            description = "compare error rates and failures, and no times, as between different machines")
    private boolean errorsOnly;

    @Mixin
    private OutputFlags output = new OutputFlags();

    CompareCommand(PlatformServices platform) {
        this.platform = platform;
    }

    @Override
    public Object report() {
        ResultFolder folder = ResultsCommand.folder(platform);
        String share = gate;
        return new Gated(
                Comparison.of(
                        folder.find(before),
                        folder.find(after),
                        share == null ? 0 : share(share),
                        errorsOnly ? Comparison.Scope.ERRORS : Comparison.Scope.ALL),
                share != null);
    }

    /**
     * A comparison, and whether a regression is a failure.
     *
     * @param comparison what changed
     * @param gated whether it was asked for; then what was not compared is no success
     */
    record Gated(Comparison comparison, boolean gated) {

        boolean isWell() {
            return !gated
                    || (comparison.isWell()
                            && comparison.isCompared()
                            && comparison.untimed().isEmpty());
        }
    }

    private static double share(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        if (!number.matches("\\d{1,6}(\\.\\d+)?")) {
            throw new WhisperException(
                    ErrorKind.USER, "'--gate %s' is no percentage; give one such as 5%%".formatted(text));
        }
        return Double.parseDouble(number) / PERCENT;
    }

    @Override
    public boolean json() {
        return output.json();
    }
}
