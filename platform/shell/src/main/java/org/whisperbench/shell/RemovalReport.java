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
}
