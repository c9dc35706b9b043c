package org.whisperbench.shell;

import java.util.Locale;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.ModelCheck;

/** The results of a check as a table. */
final class CheckText {

    private CheckText() {}

    static String render(CheckReport report) {
        Table table = Table.of("model", "state", ">load s", ">infer s", "found");
        report.models().forEach(m -> row(table, m));
        return String.join("\n", table.lines());
    }

    private static void row(Table table, ModelCheck check) {
        if (check instanceof ModelCheck.Loadable l) {
            table.row(
                    l.model(),
                    l.status().name(),
                    seconds(l.loadSeconds()),
                    seconds(l.inferenceSeconds()),
                    l.explanation());
        } else {
            table.row(check.model(), check.status().name(), "-", "-", check.explanation());
        }
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
