package org.whisperbench.platform.download;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.StoreRoots;

/**
 * Looks whether several models have room together, before the first byte of the first comes.
 *
 * @param roots where they go
 * @param need how much room a model will take
 */
record RoomForAll(StoreRoots roots, Need need) {

    /** Finds out how many bytes the contents of a model will take, each under a name that equal contents share. */
    @FunctionalInterface
    interface Need {
        Map<String, Long> contents(Wanted wanted, Session session) throws InterruptedException;
    }

    /** The outcomes of those that are not begun since there is no room for all; what takes no room is not among them. */
    Map<Wanted, Outcome> refused(List<Wanted> models, Session session) throws InterruptedException {
        Map<Wanted, Outcome> refused = new HashMap<>();
        if (models.size() < 2 || session.options().mode().isPlan()) {
            return refused;
        }
        Map<Wanted, Map<String, Long>> needs = new LinkedHashMap<>();
        for (Wanted model : models) {
            needs.put(model, need.contents(model, session));
        }
        try {
            DiskSpace.require(roots.hub(), sum(needs, false), roots.web(), sum(needs, true));
        } catch (IOException e) {
            String reason = "for all together " + Failures.reason(e);
            needs.forEach((model, contents) -> {
                if (contents.values().stream().anyMatch(bytes -> bytes > 0)) {
                    refused.put(model, outcome(model, reason));
                }
            });
        }
        return refused;
    }

    /** A content that several models have is kept once. */
    private static long sum(Map<Wanted, Map<String, Long>> needs, boolean web) {
        Map<String, Long> contents = new HashMap<>();
        needs.forEach((model, own) -> {
            if (model.source() instanceof ModelSource.Web == web) {
                own.forEach(contents::putIfAbsent);
            }
        });
        return contents.values().stream().reduce(0L, DiskSpace::sum);
    }

    private static Outcome outcome(Wanted model, String reason) {
        return new Outcome(model.address(), Result.FAILED, reason, model.files().size(), 0, 0, 0);
    }
}
