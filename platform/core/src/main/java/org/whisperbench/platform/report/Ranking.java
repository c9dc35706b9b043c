package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.score.Standing;

/** Who is ahead of whom by speed, within what may be compared. */
final class Ranking {

    private Ranking() {}

    /** A group of rows and their places. */
    record Group(String reason, List<Place> places) {}

    /** A row and what may be said of its rank. */
    record Place(String model, String text) {}

    static List<Group> of(BenchmarkReport report) {
        Map<String, BenchmarkRow.Measured> rows = report.measured().stream()
                .collect(Collectors.toMap(row -> row.subject().model(), row -> row, (one, other) -> one));
        List<Group> groups = new ArrayList<>();
        for (BenchmarkReport.Group group : report.groups()) {
            List<String> models =
                    group.models().stream().filter(rows::containsKey).toList();
            List<Standing> standings = Standing.bySpeed(models.stream()
                    .map(model -> java.util.Objects.requireNonNull(rows.get(model))
                            .speed()
                            .statistics())
                    .toList());
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < models.size(); i++) {
                String rank = models.size() == 1
                        ? "alone"
                        : "rank " + standings.get(i).text();
                places.add(new Place(models.get(i), rank));
            }
            groups.add(new Group(group.reason(), places));
        }
        return groups;
    }
}
