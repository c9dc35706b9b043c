package org.whisperbench.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.platform.check.CheckReport;
import org.whisperbench.platform.check.ModelCheck;
import org.whisperbench.platform.check.ModelFacts;
import org.whisperbench.platform.check.ModelStatus;
import org.whisperbench.platform.store.Whereabouts;

/** The results of a check as a table. */
final class CheckText {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final double NANOS = 1e9;
    /** Below, the short form is exact. */
    private static final int EXACTLY = 1000;

    /** The beginning of an absolute path: what is damaged there is in no repository. */
    private static final Pattern HERE = Pattern.compile("/|[A-Za-z]:[/\\\\]");

    private CheckText() {}

    static String render(CheckReport report) {
        Table table = Table.of("model", "state", "hub cache", "local place", ">size", ">load s", ">infer s", "found");
        List<String> own = report.facts().stream().map(ModelFacts::own).toList();
        for (int i = 0; i < report.models().size(); i++) {
            ModelFacts facts = report.facts().get(i);
            boolean asTyped = isRepository(facts.own()) && Collections.frequency(own, facts.own()) == 1;
            row(table, asTyped ? facts.own() : facts.model(), report.models().get(i), facts);
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(summary(report));
        for (ModelCheck check : report.models()) {
            if (check instanceof ModelCheck.NotLoadable failed
                    && !failed.lastLines().isEmpty()) {
                lines.add("");
                lines.add(failed.model() + ": " + failed.explanation());
                lines.addAll(LastLines.of(failed.explanation(), failed.lastLines()));
            }
        }
        return String.join("\n", lines);
    }

    /** How many are in which state, what they take, and what would have to be fetched. */
    static List<String> summary(CheckReport report) {
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
        long kept = report.facts().stream().filter(ModelFacts::isKept).count();
        if (kept > 0) {
            lines.add("%d of them checked earlier, and unchanged since; '--fresh' checks them anew".formatted(kept));
        }
        if (!report.toDownload().isEmpty()) {
            lines.add("to download: " + needed(report));
            lines.addAll(downloads(report));
        }
        return lines;
    }

    /** What to type: models of the user's own have no name, so each is named as its backend understands it. */
    private static List<String> downloads(CheckReport report) {
        Map<String, String> own = report.facts().stream()
                .filter(facts -> !facts.own().isEmpty())
                .collect(Collectors.toMap(ModelFacts::model, ModelFacts::own, (one, other) -> one));
        List<String> named =
                report.toDownload().stream().filter(m -> !own.containsKey(m)).toList();
        List<String> lines = new ArrayList<>();
        if (!named.isEmpty()) {
            lines.add("run 'whisperbench download " + String.join(" ", named) + "'");
        }
        for (String model : report.toDownload()) {
            String words = own.getOrDefault(model, "");
            if (isRepository(words)) {
                String backend = model.substring(0, model.indexOf('/'));
                String chosen = words.startsWith(backend + "/") ? "" : "-b " + backend + " ";
                lines.add("run 'whisperbench download %s\"%s\"'".formatted(chosen, words));
            }
        }
        return lines;
    }

    /** Whether the words for a model of the user's own are of a repository and not of a place on this machine. */
    private static boolean isRepository(String own) {
        return !own.isEmpty() && !HERE.matcher(own).lookingAt();
    }

    /** What downloads would fetch, as far as that is known without the network. */
    static String needed(CheckReport report) {
        CheckReport.Needed needed = report.needed();
        String unknown =
                "%d model%s of unknown size".formatted(needed.unknownModels(), needed.unknownModels() == 1 ? "" : "s");
        if (needed.unknownModels() == 0) {
            return bytes(needed.bytes());
        }
        return needed.bytes() == 0 ? unknown : bytes(needed.bytes()) + ", and " + unknown;
    }

    private static String bytes(long bytes) {
        return bytes < EXACTLY ? ByteText.of(bytes) : "%s (%d bytes)".formatted(ByteText.of(bytes), bytes);
    }

    private static void row(Table table, String name, ModelCheck check, ModelFacts facts) {
        String size = "-";
        String load = "-";
        String infer = "-";
        if (check instanceof ModelCheck.Loadable l) {
            size = ByteText.of(l.sizeBytes());
            load = seconds(l.loadSeconds());
            infer = seconds(l.inferenceSeconds());
        } else if (check instanceof ModelCheck.Whole w) {
            size = ByteText.of(w.sizeBytes());
        }
        table.row(
                name,
                check.status().name(),
                site(facts.places().hub(), facts.used()),
                site(facts.places().local(), facts.used()),
                size,
                load,
                infer,
                check.explanation() + (facts.isKept() ? "; checked on " + day(facts) : ""));
    }

    private static String day(ModelFacts facts) {
        return DAY.format(Instant.parse(facts.checkedEarlier()).atZone(ZoneId.systemDefault()));
    }

    /** How much is there, and whether the backend is given it. */
    private static String site(Whereabouts.Site site, String used) {
        String extent = switch (site.extent()) {
            case COMPLETE -> "complete";
            case INCOMPLETE -> "incomplete";
            case MISSING -> "missing";
            case NOT_APPLICABLE -> "n/a";
        };
        return !used.isEmpty() && used.equals(site.folder()) ? extent + ", used" : extent;
    }

    /** One line about one model, for those who want to know everything. */
    static String verbose(ModelCheck check, ModelFacts facts, Duration time) {
        String result = "%s: %s".formatted(check.model(), check.status().name());
        String when = facts.isKept()
                ? ", checked on " + day(facts)
                : ", checked in " + seconds(time.toNanos() / NANOS) + " s";
        if (check instanceof ModelCheck.Loadable l) {
            LoadedIdentity identity = l.identity();
            String how = "; load %s s, inference %s s; %s %s, %s, %s, %d files %s"
                    .formatted(
                            seconds(l.loadSeconds()),
                            seconds(l.inferenceSeconds()),
                            identity.engine(),
                            identity.engineVersion(),
                            identity.device(),
                            identity.precision(),
                            identity.files().size(),
                            new TreeMap<>(identity.effective()));
            return result + when + how;
        }
        return result + when + "; " + check.explanation();
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
