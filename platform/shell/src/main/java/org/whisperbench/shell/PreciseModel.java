package org.whisperbench.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.WhisperException;
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
        return siblings(catalog, model, precision)
                .filter(other ->
                        other.descriptor().family().equals(model.descriptor().family()))
                .filter(other -> other.descriptor().precision().equals(precision))
                .findFirst()
                .orElse(model);
    }

    /** Of a folder or repository of the user's own, what the backend finds there under the precision's name. */
    private static Stream<CatalogModel> siblings(Catalog catalog, CatalogModel model, String precision) {
        List<String> names = model.own().isEmpty() ? List.of() : List.of(place(model.own()) + "#" + precision);
        Selection siblings = new Selection(List.of(model.backend().address()), names, model.equals(model.inProcess()));
        try {
            return catalog.select(siblings).stream();
        } catch (WhisperException e) {
            // Nothing of that precision is there: the engine is asked, and refuses by name what it cannot do.
            return Stream.empty();
        }
    }

    private static String place(String own) {
        int mark = own.lastIndexOf('#');
        return mark < 0 || Files.exists(Path.of(own)) ? own : own.substring(0, mark);
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
