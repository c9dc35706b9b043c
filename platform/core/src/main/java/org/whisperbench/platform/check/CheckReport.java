package org.whisperbench.platform.check;

import java.util.List;

/**
 * The results of a check.
 *
 * @param models one for each model, in the order of the selection
 */
public record CheckReport(List<ModelCheck> models) {

    /** Copies the list. */
    public CheckReport {
        models = List.copyOf(models);
    }

    /**
     * Returns whether every model loads and infers.
     *
     * @return true if there is nothing to complain about
     */
    public boolean allLoadable() {
        return models.stream().allMatch(m -> m.status() == ModelStatus.LOADABLE);
    }

    /**
     * Returns whether no model could even be tried, since every engine cannot run on this machine.
     *
     * @return true if nothing is known about any model
     */
    public boolean noneTried() {
        return models.stream().allMatch(m -> m.status() == ModelStatus.UNAVAILABLE);
    }
}
