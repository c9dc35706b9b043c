package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.download.DownloadReport;
import org.whisperbench.platform.download.Upgrade;
import org.whisperbench.platform.store.Inventory;
import org.whisperbench.platform.store.Transfer;

/** What the commands about the store report, as text. */
final class StoreTexts {

    private static final int SHORT = 12;
    private static final String NOTHING = "nothing is in the hub's cache; run 'whisperbench download'";

    private StoreTexts() {}

    static String downloads(DownloadReport report) {
        if (report.models().isEmpty()) {
            return NOTHING;
        }
        List<String> lines = new ArrayList<>(outcomes(report.models()));
        lines.add(sum(report));
        return String.join("\n", lines);
    }

    /** A table of what became of models. */
    static List<String> outcomes(List<DownloadReport.Outcome> models) {
        Table table = Table.of("model", "outcome", ">fetched", ">size", "where or why");
        for (DownloadReport.Outcome model : models) {
            table.row(
                    model.model(),
                    model.result().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    "%d of %d files".formatted(model.fetchedFiles(), model.files()),
                    ByteText.of(model.sizeBytes()),
                    model.reason());
        }
        return table.lines();
    }

    /** What all of it comes to; of a repair, how much of it was damage. */
    static String sum(DownloadReport report) {
        int files =
                report.models().stream().mapToInt(DownloadReport.Outcome::files).sum();
        int fetched = report.models().stream()
                .mapToInt(DownloadReport.Outcome::fetchedFiles)
                .sum();
        boolean planned = report.models().stream().anyMatch(m -> m.result() == DownloadReport.Result.PLANNED);
        boolean repaired = report.models().stream().anyMatch(m -> m.result() == DownloadReport.Result.REPAIRED);
        if (planned) {
            return "%d of %d files would be fetched, %s".formatted(fetched, files, ByteText.of(report.fetchedBytes()));
        }
        return "%d of %d files %s in %.1f s"
                .formatted(
                        fetched,
                        files,
                        (repaired ? "repaired, %s fetched" : "fetched, %s")
                                .formatted(ByteText.of(report.fetchedBytes())),
                        report.seconds());
    }

    static String upgrades(UpgradesReport report) {
        if (report.models().isEmpty()) {
            return NOTHING;
        }
        Table table = Table.of("model", "follows", "here", "hub", "state");
        report.models().forEach(m -> table.row(m.model(), m.revision(), brief(m.local()), brief(m.remote()), state(m)));
        return String.join("\n", table.lines());
    }

    private static String state(Upgrade upgrade) {
        if (!upgrade.problem().isEmpty()) {
            return "not known: " + upgrade.problem();
        }
        return upgrade.isNewer() ? "newer; run 'whisperbench upgrade %s'".formatted(upgrade.model()) : "up to date";
    }

    private static String brief(String commit) {
        return commit.isEmpty() ? "-" : commit.substring(0, Math.min(SHORT, commit.length()));
    }

    static String verified(VerifyReport report) {
        if (report.models().isEmpty()) {
            return NOTHING;
        }
        Table table = Table.of("model", "state", ">files", ">hashed", ">size", "found");
        report.models()
                .forEach(m -> table.row(
                        m.model(),
                        m.status(),
                        Integer.toString(m.files()),
                        Integer.toString(m.verifiedFiles()),
                        ByteText.of(m.bytes()),
                        m.explanation()));
        List<String> lines = new ArrayList<>(table.lines());
        report.models()
                .forEach(m ->
                        m.damaged().forEach(f -> lines.add("%s: '%s' %s".formatted(m.model(), f.path(), f.problem()))));
        if (!report.allPresent()) {
            lines.add("'whisperbench repair' fetches what is damaged or missing");
        } else if (!report.deep()) {
            lines.add("'whisperbench verify --deep' hashes the files, too");
        }
        return String.join("\n", lines);
    }

    static String transfer(Transfer transfer) {
        return "%s: %d files, %s\n%s"
                .formatted(
                        transfer.place(),
                        transfer.files(),
                        ByteText.of(transfer.bytes()),
                        String.join("\n", transfer.revisions()));
    }

    static String inventory(Inventory inventory) {
        Table table = Table.of("repository", "revision", "commit", ">files", ">size", "pinned");
        for (Inventory.Repository repository : inventory.repositories()) {
            for (Inventory.Revision revision : repository.revisions()) {
                table.row(
                        repository.kind().equals("model") ? repository.id() : repository.kind() + " " + repository.id(),
                        revision.references().isEmpty() ? "-" : String.join(",", revision.references()),
                        brief(revision.commit()),
                        Integer.toString(revision.files()),
                        ByteText.of(revision.bytes()),
                        revision.pinned() ? "yes" : "no");
            }
        }
        List<String> lines = new ArrayList<>(inventory.repositories().isEmpty() ? List.of() : table.lines());
        lines.add("%s in %d repositories in '%s', each file counted once"
                .formatted(
                        ByteText.of(inventory.totalBytes()),
                        inventory.repositories().size(),
                        inventory.hub()));
        inventory
                .leftovers()
                .forEach(l -> lines.add("%s: %s, %s%s; 'whisperbench prune' deletes it"
                        .formatted(
                                l.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                l.path(),
                                ByteText.of(l.bytes()),
                                l.subject().isEmpty() ? "" : " of '" + l.subject() + "'")));
        inventory
                .others()
                .forEach(o -> lines.add("%s: %s, %d files, %s"
                        .formatted(o.program().display(), o.path(), o.files(), ByteText.of(o.bytes()))));
        inventory
                .duplicates()
                .forEach(d -> lines.add(
                        "kept %d times: %s, %s".formatted(d.places().size(), ByteText.of(d.bytes()), d.places())));
        inventory.warnings().forEach(w -> lines.add("warning: " + w));
        return String.join("\n", lines);
    }
}
