package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.store.Removal;

/** Deletions as lines. */
final class RemovalText {

    private RemovalText() {}

    static String render(RemovalReport report) {
        // Who was asked has seen the plan.
        boolean seen = report.outcome() == RemovalReport.Outcome.DECLINED;
        List<String> lines = new ArrayList<>(seen ? List.of() : lines(report.plan()));
        lines.add(
                switch (report.outcome()) {
                    case NOTHING -> "nothing to delete";
                    case PLANNED ->
                        "%s would be freed; nothing was deleted"
                                .formatted(ByteText.of(report.plan().bytes()));
                    case DECLINED -> "nothing was deleted; '--yes' deletes without asking";
                    case DELETED -> "%s freed".formatted(ByteText.of(report.freedBytes()));
                });
        return String.join("\n", lines);
    }

    static List<String> lines(Removal plan) {
        List<String> lines = new ArrayList<>();
        if (!plan.items().isEmpty()) {
            Table table = Table.of("what", ">size", "of", "path");
            plan.items()
                    .forEach(i -> table.row(
                            i.kind().name().toLowerCase(Locale.ROOT),
                            ByteText.of(i.bytes()),
                            i.subject(),
                            i.path().toString()));
            lines.addAll(table.lines());
        }
        plan.kept().forEach(k -> lines.add("kept: " + k));
        return lines;
    }
}
