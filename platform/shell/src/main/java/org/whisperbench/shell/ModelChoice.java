package org.whisperbench.shell;

import java.util.List;
import org.whisperbench.platform.catalog.CatalogModel;

/** Chooses among the models that a selection stands for. */
final class ModelChoice {

    private ModelChoice() {}

    /** The model to use where one is needed: the first whose engine can run here, engines before controls. */
    static CatalogModel one(List<CatalogModel> selected) {
        return selected.stream()
                .filter(m -> !isControl(m) && m.backend().availability().isAvailable())
                .findFirst()
                .or(() -> selected.stream()
                        .filter(m -> m.backend().availability().isAvailable())
                        .findFirst())
                .orElse(selected.get(0));
    }

    /** The models to measure where the user named none: those of engines, not of controls. */
    static List<CatalogModel> engines(List<CatalogModel> selected) {
        List<CatalogModel> engines =
                selected.stream().filter(m -> !isControl(m)).toList();
        return engines.isEmpty() ? selected : engines;
    }

    private static boolean isControl(CatalogModel model) {
        return model.backend().info().control();
    }
}
