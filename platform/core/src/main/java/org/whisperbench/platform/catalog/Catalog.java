package org.whisperbench.platform.catalog;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.platform.backends.Backends;

/**
 * The models of all backends, and how users name them.
 *
 * <p>May be used by several threads at once.
 */
@ProviderType
public interface Catalog {

    /**
     * Returns what a user selected.
     *
     * @param selection the user's words
     * @return the models, in the order of the backends and, within one, of its own list; never empty
     * @throws org.whisperbench.api.WhisperException if a name fits nothing ({@link org.whisperbench.api.ErrorKind#USER}),
     *     naming every such name and the nearest known one, or if there is no backend at all
     *     ({@link org.whisperbench.api.ErrorKind#BACKEND_UNAVAILABLE})
     */
    List<CatalogModel> select(Selection selection);

    /**
     * Returns the catalog of some backends.
     *
     * @param backends asked anew at every call
     * @return the catalog
     */
    static Catalog of(Backends backends) {
        return new LiveCatalog(backends);
    }
}
