package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;

/** What a reader wants to know first: a row for each model with its rank, speed, errors and memory, and what to beware of. */
final class HtmlSummary {

    private static final double PERCENT = 100;

    private HtmlSummary() {}

    static void add(Html page, BenchmarkReport report) {
        Map<String, String> ranks = new HashMap<>();
        Map<String, String> apart = new HashMap<>();
        for (Ranking.Group group : Ranking.of(report)) {
            group.places().forEach(place -> {
                ranks.put(place.model(), place.text());
                apart.put(place.model(), group.reason());
            });
        }
        page.raw("<div id=\"ranks\">\n");
        List<List<String>> rows = new ArrayList<>();
        for (BenchmarkRow row : report.rows()) {
            String model = row.subject().model();
            rows.add(cells(row, ranks.getOrDefault(model, "not ranked"), apart.getOrDefault(model, "")));
        }
        page.table(List.of("model", "speed rank", "RTFx", "WER %", "peak MB", "remarks"), rows);
        page.raw(
                "</div>\n<p class=\"quiet\">Ranks are told apart only where 95 % intervals do not meet. RTFx: seconds of"
                        + " speech written down in a second. WER: corpus word error rate.</p>\n");
    }

    private static List<String> cells(BenchmarkRow row, String rank, String apart) {
        if (!(row instanceof BenchmarkRow.Measured measured)) {
            return List.of(
                    row.subject().model(), "–", "–", "–", "–", "%s: %s".formatted(row.outcome(), Rows.problem(row)));
        }
        return List.of(
                row.subject().model(),
                rank,
                Rows.decimals(measured.speed().rtfx(), 1),
                Rows.decimals(measured.errors().corpusWordErrorRate(), PERCENT, 2),
                Rows.megabytes(measured.resources().peakBytes()),
                String.join("; ", remarks(measured, apart)));
    }

    private static List<String> remarks(BenchmarkRow.Measured row, String apart) {
        List<String> remarks = new ArrayList<>();
        if (row.subject().control()) {
            remarks.add("control");
        }
        if (!apart.isEmpty()) {
            remarks.add("apart: " + apart);
        }
        row.findings().invalid().forEach(why -> remarks.add("not ranked: " + why));
        remarks.addAll(Rows.doubts(row));
        return remarks;
    }
}
