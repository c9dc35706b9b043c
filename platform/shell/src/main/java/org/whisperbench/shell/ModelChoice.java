package org.whisperbench.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The models to measure where the user named no model: the first of each backend, controls and what cannot run here
     * only if named.
     */
    static List<CatalogModel> defaults(List<CatalogModel> selected, boolean backendsNamed) {
        Map<String, CatalogModel> first = new LinkedHashMap<>();
        selected.stream()
                .filter(m -> backendsNamed
                        || (!isControl(m) && m.backend().availability().isAvailable()))
                .forEach(m -> first.putIfAbsent(m.backend().address(), m));
        return first.isEmpty() ? selected : List.copyOf(first.values());
    }

    private static boolean isControl(CatalogModel model) {
        return model.backend().info().control();
    }
}
