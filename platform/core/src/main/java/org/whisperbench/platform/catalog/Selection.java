package org.whisperbench.platform.catalog;

import java.util.List;

/**
 * The models that a user asks for.
 *
 * @param backends ids, or {@code id@version}; empty for every backend, of each the highest version
 * @param models names such as {@code large-v3}, {@code backend/model}, {@code backend@version/model}, a size such as
 *     {@code tiny}, a repository or a path; empty for every model
 * @param inProcess whether engines run in this process, where they can crash it, instead of in processes of their own
 */
public record Selection(List<String> backends, List<String> models, boolean inProcess) {

    /** Copies the lists. */
    public Selection {
        backends = List.copyOf(backends);
        models = List.copyOf(models);
    }

    /**
     * Selects models, with their engines where the host's settings put them.
     *
     * @param backends see {@link Selection}
     * @param models see {@link Selection}
     */
    public Selection(List<String> backends, List<String> models) {
        this(backends, models, false);
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
