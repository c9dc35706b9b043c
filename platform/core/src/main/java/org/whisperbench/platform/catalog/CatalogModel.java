package org.whisperbench.platform.catalog;

import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.backends.RegisteredBackend;

/**
 * A model of a backend.
 *
 * @param backend who loads it
 * @param descriptor what it is
 * @param own the words from which the backend described it, if it is the user's own: a repository as it was typed, or an
 *     absolute path; an empty text if the backend knows it by its name
 */
public record CatalogModel(RegisteredBackend backend, ModelDescriptor descriptor, String own) {

    /**
     * A model that the backend knows.
     *
     * @param backend who knows it
     * @param descriptor what it is
     */
    public CatalogModel(RegisteredBackend backend, ModelDescriptor descriptor) {
        this(backend, descriptor, "");
    }

    /**
     * Returns the name under which users select this model.
     *
     * @return {@code backend/model}
     */
    public String address() {
        return backend.info().id() + "/" + descriptor.name();
    }

    /**
     * Returns what users type for this model: the words with which they named a repository of their own, which has no name
     * here, else its address.
     *
     * @return words that select it, and with which it is downloaded
     */
    public String words() {
        return own.isEmpty() || !(descriptor.source() instanceof ModelSource.Repository) ? address() : own;
    }

    /**
     * Returns the same model with its engine in this process, where it can crash the host.
     *
     * @return this if its backend is not isolated
     */
    public CatalogModel inProcess() {
        return new CatalogModel(backend.inProcess(), descriptor, own);
    }
}
