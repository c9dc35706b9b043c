package org.whisperbench.platform.catalog;

import java.util.List;

/**
 * The models that a user asks for.
 *
 * @param backends ids, or {@code id@version}; empty for every backend, of each the highest version
 * @param models names such as {@code large-v3}, {@code backend/model}, {@code backend@version/model}, a size such as
 *     {@code tiny}, a repository or a path; empty for every model
 */
public record Selection(List<String> backends, List<String> models) {

    /** Copies the lists. */
    public Selection {
        backends = List.copyOf(backends);
        models = List.copyOf(models);
    }

    /**
     * Selects every model of every backend.
     *
     * @return the selection
     */
    public static Selection everything() {
        return new Selection(List.of(), List.of());
    }
}
