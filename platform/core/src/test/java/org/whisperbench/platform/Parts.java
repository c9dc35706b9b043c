package org.whisperbench.platform;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;

/** The parts of a platform over some backends, without a framework. */
public record Parts(Backends backends, Catalog catalog, ModelStore store) {

    /** Puts them together. */
    public static Parts of(Path folder, WhisperBackend... backends) {
        Backends fixed = Backends.of("1.0.0", backends);
        ModelStore store = ModelStore.over(new StoreRoots(List.of(folder), folder.resolve("hub")));
        return new Parts(fixed, Catalog.of(fixed), store);
    }

    /** Every model. */
    public List<CatalogModel> models() {
        return catalog.select(Selection.everything());
    }
}
