package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.ModelCheck;

/** The results of a check as a table. */
final class CheckText {

    private CheckText() {}

    static String render(CheckReport report) {
        Table table = Table.of("model", "state", ">load s", ">infer s", "found");
        report.models().forEach(m -> row(table, m));
        List<String> lines = new ArrayList<>(table.lines());
        for (ModelCheck check : report.models()) {
            if (check instanceof ModelCheck.NotLoadable failed
                    && !failed.lastLines().isEmpty()) {
                lines.add("");
                lines.add(failed.model() + ": " + failed.explanation());
                lines.addAll(LastLines.of(failed.lastLines()));
            }
        }
        return String.join("\n", lines);
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
