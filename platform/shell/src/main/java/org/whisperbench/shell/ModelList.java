package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.platform.check.ModelsReport;

/**
 * What {@code models} reports.
 *
 * @param models those of backends
 * @param companions those beside speech to text; empty if backends or models were named
 */
record ModelList(List<ModelsReport.Entry> models, List<CompanionReport> companions) {

    ModelList {
        models = List.copyOf(models);
        companions = List.copyOf(companions);
    }

    String text() {
        List<String> lines = new ArrayList<>(ModelsText.table(models));
        lines.addAll(CompanionReport.lines(companions));
        if (Stream.concat(
                        companions.stream().map(CompanionReport::hash),
                        models.stream().map(ModelsReport.Entry::hash))
                .anyMatch("unverified"::equals)) {
            lines.add(
                    "unverified: nobody published a hash that could be read here; the first download writes one down");
        }
        lines.add("'whisperbench check' loads them and verifies hashes");
        return String.join("\n", lines);
    }
}
