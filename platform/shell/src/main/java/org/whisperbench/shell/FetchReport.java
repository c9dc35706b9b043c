package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.whisperbench.platform.catalog.Category;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;

/**
 * What became of downloads, by category.
 *
 * @param categories those of which a model was asked for
 * @param fetchedBytes what came over the network, in bytes
 * @param seconds how long it took
 */
record FetchReport(List<Group> categories, long fetchedBytes, double seconds) {

    FetchReport {
        categories = List.copyOf(categories);
    }

    /**
     * The models of a category.
     *
     * @param category its name
     * @param models its models
     */
    record Group(Category category, List<Item> models) {

        Group {
            models = List.copyOf(models);
        }
    }

    /**
     * A model.
     *
     * @param critical whether its want is a failure
     * @param outcome what became of it
     */
    record Item(boolean critical, Outcome outcome) {

        boolean isWell() {
            return !critical || outcome.result().isWell();
        }
    }

    static FetchReport of(List<DownloadCommand.Choice> chosen, DownloadReport report) {
        Map<Category, List<Item>> groups = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            for (int i = 0; i < chosen.size(); i++) {
                if (chosen.get(i).category() == category) {
                    groups.computeIfAbsent(category, c -> new ArrayList<>())
                            .add(new Item(
                                    chosen.get(i).critical(), report.models().get(i)));
                }
            }
        }
        List<Group> categories = groups.entrySet().stream()
                .map(g -> new Group(g.getKey(), g.getValue()))
                .toList();
        return new FetchReport(categories, report.fetchedBytes(), report.seconds());
    }

    private List<Item> items() {
        return categories.stream().flatMap(g -> g.models().stream()).toList();
    }

    /** Whether everything that is critical is there now, or would be. */
    boolean allWell() {
        return items().stream().allMatch(Item::isWell);
    }

    /** Whether what is critical could not be tried for want of the network. */
    boolean noneTried() {
        return items().stream().allMatch(i -> i.isWell() || i.outcome().result() == Result.OFFLINE);
    }

    /** One table for each category, then what it comes to. */
    static String text(FetchReport report) {
        List<String> lines = new ArrayList<>();
        for (Group group : report.categories()) {
            if (report.categories().size() > 1) {
                lines.add(group.category().title());
            }
            String indent = report.categories().size() > 1 ? "  " : "";
            StoreTexts.outcomes(group.models().stream().map(Item::outcome).toList())
                    .forEach(line -> lines.add(indent + line));
        }
        List<Outcome> all = report.items().stream().map(Item::outcome).toList();
        lines.add(StoreTexts.sum(new DownloadReport(all, report.fetchedBytes(), report.seconds())));
        lines.add(counts(all));
        List<String> critical = names(report, true);
        List<String> optional = names(report, false);
        if (!critical.isEmpty()) {
            lines.add("critical models are missing: " + String.join(", ", critical));
        }
        if (!optional.isEmpty()) {
            lines.add("optional models are missing: " + String.join(", ", optional));
        }
        return String.join("\n", lines);
    }

    private static List<String> names(FetchReport report, boolean critical) {
        return report.items().stream()
                .filter(i -> i.critical() == critical && !i.outcome().result().isWell())
                .map(i -> i.outcome().model())
                .toList();
    }

    private static String counts(List<Outcome> all) {
        String each = Arrays.stream(Result.values())
                .map(r -> Map.entry(r, all.stream().filter(o -> o.result() == r).count()))
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getValue() + " "
                        + e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        return "%d model%s: %s".formatted(all.size(), all.size() == 1 ? "" : "s", each);
    }
}
