package org.whisperbench.shell;

import org.whisperbench.platform.store.Removal;

/**
 * What was deleted, or would be.
 *
 * @param plan what goes and what stays
 * @param outcome what became of it
 * @param freedBytes how much space that freed, 0 if nothing was deleted
 */
record RemovalReport(Removal plan, Outcome outcome, long freedBytes) {

    /** What became of a plan. */
    enum Outcome {
        /** There is nothing to delete. */
        NOTHING,
        /** Only the plan was asked for. */
        PLANNED,
        /** Nobody said yes. */
        DECLINED,
        /** It was carried out. */
        DELETED
    }

    /** Carries a plan out if the user wants that. */
    static RemovalReport of(Removal plan, RemovalFlags flags, PlatformServices platform, ProgressLines progress)
            throws InterruptedException {
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
        }
        long freed = platform.store(s -> s.remove(plan));
        return new RemovalReport(plan, Outcome.DELETED, freed);
    }
}
