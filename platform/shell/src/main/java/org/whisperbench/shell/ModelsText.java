package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.check.ModelsReport;

/** The models as a table. */
final class ModelsText {

    private ModelsText() {}

    static String render(ModelsReport report) {
        Table table = Table.of("model", "precision", "languages", "source", "on disk");
        report.models()
                .forEach(m -> table.row(
                        m.model(),
                        m.precision(),
                        m.languages().isEmpty() ? "many" : String.join(",", m.languages()),
                        m.source(),
                        m.status().name().toLowerCase(Locale.ROOT) + ": " + m.explanation()));
        List<String> lines = new ArrayList<>(table.lines());
        report.models().stream()
                .filter(m -> !m.note().isEmpty())
                .forEach(m -> lines.add("note: %s is %s".formatted(m.model(), m.note())));
        lines.add("'whisperbench check' loads them and verifies hashes");
        return String.join("\n", lines);
    }
}
