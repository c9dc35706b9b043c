package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts together what may be compared: rows of one family whose engines worked under the same conditions, as far as they
 * tell them. A condition that an engine does not tell sets it apart from nobody. Controls and rows that are not valid are in
 * no group.
 */
final class Groups {

    private final Set<String> across;
    private final List<Map<String, String>> conditions = new ArrayList<>();
    private final List<List<String>> models = new ArrayList<>();

    private Groups(Set<String> across) {
        this.across = across;
    }

    static List<BenchmarkReport.Group> of(List<BenchmarkRow> rows, Set<String> across) {
        Groups groups = new Groups(across);
        rows.stream()
                .filter(BenchmarkRow.Measured.class::isInstance)
                .map(BenchmarkRow.Measured.class::cast)
                .filter(row -> !row.subject().control() && row.isValid())
                .forEach(groups::add);
        List<BenchmarkReport.Group> found = new ArrayList<>();
        for (int i = 0; i < groups.models.size(); i++) {
            String reason = i == 0 ? "" : InForce.difference(groups.conditions.get(0), groups.conditions.get(i));
            found.add(new BenchmarkReport.Group(reason, groups.models.get(i)));
        }
        return found;
    }

    private void add(BenchmarkRow.Measured row) {
        Map<String, String> own = InForce.of(row, across);
        for (int i = 0; i < conditions.size(); i++) {
            if (InForce.difference(conditions.get(i), own).isEmpty()) {
                own.forEach(conditions.get(i)::putIfAbsent);
                models.get(i).add(row.subject().model());
                return;
            }
        }
        conditions.add(own);
        models.add(new ArrayList<>(List.of(row.subject().model())));
    }
}
