package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.ModelCheck;
import org.whisperbench.platform.check.ModelStatus;

/** The results of a check as a table. */
final class CheckText {

    private CheckText() {}

    static String render(CheckReport report) {
        Table table = Table.of("model", "state", ">size", ">load s", ">infer s", "found");
        report.models().forEach(m -> row(table, m));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(summary(report));
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

    /** How many are in which state, what they take, and what would have to be fetched. */
    private static List<String> summary(CheckReport report) {
        Map<ModelStatus, Integer> counts = new EnumMap<>(ModelStatus.class);
        report.models().forEach(m -> counts.merge(m.status(), 1, Integer::sum));
        String states = counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey().name())
                .collect(Collectors.joining(", "));
        CheckReport.Storage storage = report.storage();
        List<String> lines = new ArrayList<>();
        lines.add("%s; %s on disk, each file once; %s free in '%s'"
                .formatted(
                        states,
                        ByteText.of(storage.usedBytes()),
                        storage.freeBytes() < 0 ? "unknown" : ByteText.of(storage.freeBytes()),
                        storage.downloads()));
        if (!report.toDownload().isEmpty()) {
            lines.add("run 'whisperbench download " + String.join(" ", report.toDownload()) + "'");
        }
        return lines;
    }

    private static void row(Table table, ModelCheck check) {
        if (check instanceof ModelCheck.Loadable l) {
            table.row(
                    l.model(),
                    l.status().name(),
                    ByteText.of(l.sizeBytes()),
                    seconds(l.loadSeconds()),
                    seconds(l.inferenceSeconds()),
                    l.explanation());
        } else if (check instanceof ModelCheck.Whole w) {
            table.row(w.model(), w.status().name(), ByteText.of(w.sizeBytes()), "-", "-", w.explanation());
        } else {
            table.row(check.model(), check.status().name(), "-", "-", "-", check.explanation());
        }
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
