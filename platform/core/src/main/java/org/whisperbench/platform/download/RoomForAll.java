package org.whisperbench.platform.download;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.StoreRoots;

/**
 * Looks whether several models have room together, before the first byte of the first comes.
 *
 * @param roots where they go
 * @param need how many bytes a model will take
 */
record RoomForAll(StoreRoots roots, Need need) {

    /** Finds out how many bytes a model will take. */
    @FunctionalInterface
    interface Need {
        long bytes(Wanted wanted, Session session) throws InterruptedException;
    }

    /** The outcomes of those that are not begun since there is no room for all; what takes no room is not among them. */
    Map<Wanted, Outcome> refused(List<Wanted> models, Session session) throws InterruptedException {
        Map<Wanted, Outcome> refused = new HashMap<>();
        if (models.size() < 2 || session.options().mode() == Mode.DRY_RUN) {
            return refused;
        }
        Map<Wanted, Long> needs = new HashMap<>();
        for (Wanted model : models) {
            needs.put(model, need.bytes(model, session));
        }
        try {
            long web = sum(needs, true);
            DiskSpace.require(roots.hub(), sum(needs, false), roots.web(), web);
        } catch (IOException e) {
            String reason = "for all together " + Failures.reason(e);
            needs.forEach((model, bytes) -> {
                if (bytes > 0) {
                    refused.put(model, outcome(model, reason));
                }
            });
        }
        return refused;
    }

    private static long sum(Map<Wanted, Long> needs, boolean web) {
        return needs.entrySet().stream()
                .filter(n -> n.getKey().source() instanceof ModelSource.Web == web)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Outcome outcome(Wanted model, String reason) {
        return new Outcome(model.address(), Result.FAILED, reason, model.files().size(), 0, 0, 0);
    }
}
