package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.platform.download.Upgrade;

/**
 * How downloaded models compare with the hub.
 *
 * @param models one entry for each model that follows a branch or tag
 */
record UpgradesReport(List<Upgrade> models) {

    UpgradesReport {
        models = List.copyOf(models);
    }

    boolean allAsked() {
        return models.stream().allMatch(m -> m.problem().isEmpty());
    }

    boolean noneAsked() {
        return !models.isEmpty() && models.stream().noneMatch(m -> m.problem().isEmpty());
    }
}
