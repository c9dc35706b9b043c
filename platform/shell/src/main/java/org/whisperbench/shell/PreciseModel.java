package org.whisperbench.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;

/** Meets a wish for a number format by another model of the same family, where there is one. */
final class PreciseModel {

    private PreciseModel() {}

    /** The model of the family that has the wished format; the same model if there is none, for its engine to choose. */
    static CatalogModel of(Catalog catalog, CatalogModel model, LoadOptions wish) {
        String precision = wish.precision().orElse(model.descriptor().precision());
        if (precision.equals(model.descriptor().precision())) {
            return model;
        }
        Selection siblings =
                new Selection(List.of(model.backend().address()), List.of(), model.equals(model.inProcess()));
        return catalog.select(siblings).stream()
                .filter(other ->
                        other.descriptor().family().equals(model.descriptor().family()))
                .filter(other -> other.descriptor().precision().equals(precision))
                .findFirst()
                .orElse(model);
    }

    /** What is left to ask of the engine: the format, if the model does not have it by itself. */
    static LoadOptions rest(CatalogModel model, LoadOptions wish) {
        boolean met =
                wish.precision().map(model.descriptor().precision()::equals).orElse(false);
        Map<String, String> extra = new HashMap<>(wish.extra());
        if (met) {
            extra.remove("precision");
        }
        return wish.withExtra(extra);
    }
}
