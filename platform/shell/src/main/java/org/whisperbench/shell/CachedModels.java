package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.download.Upgrade;
import org.whisperbench.platform.download.Wanted;

/**
 * Models of the hub's cache, and those of which nobody can tell what they are: they are told beside the others and hide none.
 *
 * @param models what can be looked at
 * @param problems why something cannot, by its name
 */
record CachedModels(List<Wanted> models, Map<String, String> problems) {

    CachedModels {
        models = List.copyOf(models);
        problems = new LinkedHashMap<>(problems);
    }

    static CachedModels of(List<Wanted> models) {
        return new CachedModels(models, Map.of());
    }

    /** The same, each with whichever files it has at the hub. */
    CachedModels whole() {
        return new CachedModels(
                models.stream()
                        .map(m -> new Wanted(m.address(), m.source(), List.of(), List.of(), List.of()))
                        .toList(),
                problems);
    }

    DownloadReport beside(DownloadReport report) {
        List<Outcome> outcomes = new ArrayList<>(report.models());
        problems.forEach((name, reason) -> outcomes.add(new Outcome(name, Result.FAILED, reason, 0, 0, 0, 0)));
        return new DownloadReport(outcomes, report.fetchedBytes(), report.seconds());
    }

    List<Upgrade> besideThose(List<Upgrade> upgrades) {
        return Stream.concat(
                        upgrades.stream(),
                        problems.entrySet().stream().map(problem -> unasked(problem.getKey(), problem.getValue())))
                .toList();
    }

    private static Upgrade unasked(String name, String reason) {
        return new Upgrade(name, name.substring(name.indexOf('@') + 1), "", "", reason);
    }

    List<VerifyReport.Row> rows() {
        return problems.entrySet().stream()
                .map(problem ->
                        new VerifyReport.Row(problem.getKey(), "CHECK_FAILED", problem.getValue(), 0, 0, 0, List.of()))
                .toList();
    }
}
