package org.whisperbench.shell;

import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.Removal;
import org.whisperbench.shell.RemovalReport.Outcome;

/**
 * Plans what is to be deleted, asks, and deletes exactly that.
 *
 * @param platform lends the store
 * @param progress asks
 * @param flags whether to ask and to delete
 */
record Deletion(PlatformServices platform, ProgressLines progress, RemovalFlags flags) {

    /** Carries a plan out if the user wants that. */
    RemovalReport of(PlatformServices.Use<ModelStore, Removal> planning) throws InterruptedException {
        Removal plan = platform.store(planning);
        if (plan.items().isEmpty()) {
            return new RemovalReport(plan, Outcome.NOTHING, 0);
        }
        if (flags.dryRun()) {
            return new RemovalReport(plan, Outcome.PLANNED, 0);
        }
        if (!flags.yes()) {
            RemovalText.lines(plan).forEach(progress::note);
            if (!progress.confirms("delete this?")) {
                return new RemovalReport(plan, Outcome.DECLINED, 0);
            }
            requireUnchanged(plan, planning);
        }
        long freed = platform.store(s -> s.remove(plan));
        return new RemovalReport(plan, Outcome.DELETED, freed);
    }

    /** The answer is to what was shown; other processes may have downloaded, upgraded and pinned meanwhile. */
    private void requireUnchanged(Removal shown, PlatformServices.Use<ModelStore, Removal> planning)
            throws InterruptedException {
        if (!platform.store(planning).items().equals(shown.items())) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "what would be deleted has changed since it was shown, and nothing was deleted; run the command again");
        }
    }
}
