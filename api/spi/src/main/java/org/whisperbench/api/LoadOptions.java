package org.whisperbench.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a user asks of loading. What was done instead is in {@link LoadedIdentity}.
 *
 * <p>Made from {@link #defaults}: the constructor changes when a component is added.
 *
 * @param device {@link #AUTO}, or a name that the engine knows, such as {@code cpu}
 * @param threads number of threads for computing; 0 leaves it to the engine
 * @param timeout how long loading may take before it is given up; zero leaves it to whoever runs the engine. Kept where the
 *     engine has a process of its own; an engine in this process is free to keep it
 * @param extra options that only this engine knows, by name
 */
public record LoadOptions(String device, int threads, Duration timeout, Map<String, String> extra) {

    /** Leaves the choice to the engine. */
    public static final String AUTO = "auto";

    private static final String PRECISION = "precision";

    /** Validates the values and copies the map. */
    public LoadOptions {
        Text.requireText(device, "device");
        Text.require(threads >= 0, "number of threads %d is negative", threads);
        Text.require(!timeout.isNegative(), "timeout %s is negative", timeout);
        extra = Map.copyOf(extra);
    }

    /**
     * Leaves every choice to the engine.
     *
     * @return the options
     */
    public static LoadOptions defaults() {
        return new LoadOptions(AUTO, 0, Duration.ZERO, Map.of());
    }

    /**
     * Asks for a device.
     *
     * @param value {@link #AUTO}, or a name that the engine knows
     * @return these options with that device
     */
    public LoadOptions withDevice(String value) {
        return new LoadOptions(value, threads, timeout, extra);
    }

    /**
     * Asks for a number of threads.
     *
     * @param value number of threads; 0 leaves it to the engine
     * @return these options with that number
     */
    public LoadOptions withThreads(int value) {
        return new LoadOptions(device, value, timeout, extra);
    }

    /**
     * Limits how long loading may take.
     *
     * @param value a time; zero leaves it to whoever runs the engine
     * @return these options with that limit
     */
    public LoadOptions withTimeout(Duration value) {
        return new LoadOptions(device, threads, value, extra);
    }

    /**
     * Asks for what only this engine knows.
     *
     * @param value values by the options' names
     * @return these options with those instead of others
     */
    public LoadOptions withExtra(Map<String, String> value) {
        return new LoadOptions(device, threads, timeout, value);
    }

    /**
     * Asks for a number format; it travels in {@link #extra} as {@code precision}, so that an engine that cannot choose
     * refuses it by that name.
     *
     * @param value such as {@code fp16} or {@code int8}
     * @return these options with that number format
     * @since 1.1
     */
    public LoadOptions withPrecision(String value) {
        Text.requireText(value, PRECISION);
        Map<String, String> all = new HashMap<>(extra);
        all.put(PRECISION, value);
        return withExtra(all);
    }

    /**
     * Returns which number format was asked for.
     *
     * @return such as {@code fp16}, or empty where the choice is the engine's
     * @since 1.1
     */
    public Optional<String> precision() {
        return Optional.ofNullable(extra.get(PRECISION));
    }
}
