package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.doctor.CacheEntry;

/**
 * The caches of this user, and what became of them.
 *
 * @param caches all that were there
 * @param deleted those that are gone
 * @param outcome whether anything was to be deleted
 */
record CachesReport(List<CacheEntry> caches, List<CacheEntry> deleted, Outcome outcome) {

    /** How far it went. */
    enum Outcome {
        /** Only told. */
        PLANNED,
        /** The user did not say yes. */
        DECLINED,
        /** Deleted, as far as no process came in between. */
        CLEANED
    }

    String text() {
        if (caches.isEmpty()) {
            return "there are no caches";
        }
        Table table = Table.of("cache", ">size", "state", "for");
        caches.forEach(c -> table.row(c.path().toString(), ByteText.of(c.sizeBytes()), state(c), c.what()));
        List<String> lines = new ArrayList<>(table.lines());
        if (outcome == Outcome.DECLINED) {
            lines.add("nothing was deleted; '--yes' deletes without asking");
        }
        return String.join("\n", lines);
    }

    private String state(CacheEntry entry) {
        if (deleted.contains(entry)) {
            return "deleted";
        }
        if (entry.stale()) {
            return "stale";
        }
        return entry.inUse() ? "in use" : "not in use";
    }
}
