package org.whisperbench.api;

import java.util.Map;

/**
 * What a user asks of loading. What was done instead is in {@link LoadedIdentity}.
 *
 * @param device {@link #AUTO}, or a name that the engine knows, such as {@code cpu}
 * @param threads number of threads for computing; 0 leaves it to the engine
 * @param extra options that only this engine knows, by name
 */
public record LoadOptions(String device, int threads, Map<String, String> extra) {

    /** Leaves the choice to the engine. */
    public static final String AUTO = "auto";

    /** Validates the values and copies the map. */
    public LoadOptions {
        Text.requireText(device, "device");
        Text.require(threads >= 0, "number of threads %d is negative", threads);
        extra = Map.copyOf(extra);
    }

    /**
     * Leaves every choice to the engine.
     *
     * @return the options
     */
    public static LoadOptions defaults() {
        return new LoadOptions(AUTO, 0, Map.of());
    }
}
