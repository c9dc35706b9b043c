package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.check.ModelsReport;

/** The models as a table. */
final class ModelsText {

    private ModelsText() {}

    static List<String> table(List<ModelsReport.Entry> models) {
        Table table = Table.of("model", "precision", "languages", "source", "hash", "on disk");
        models.forEach(m -> table.row(
                m.model(),
                m.precision(),
                m.languages().isEmpty() ? "many" : String.join(",", m.languages()),
                m.source(),
                m.hash(),
                m.status().name().toLowerCase(Locale.ROOT) + ": " + m.explanation()));
        List<String> lines = new ArrayList<>(table.lines());
        models.stream()
                .filter(m -> !m.note().isEmpty())
                .forEach(m -> lines.add("note: %s is %s".formatted(m.model(), m.note())));
        return lines;
    }
}
