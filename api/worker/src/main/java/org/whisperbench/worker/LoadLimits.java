package org.whisperbench.worker;

import java.time.Duration;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSize;

/**
 * How long loading a model may take before it counts as hanging: reading it from a slow disk, and importing large libraries
 * on a busy machine. No measure of speed.
 */
public final class LoadLimits {

    private static final int COMPILING = 6;

    private LoadLimits() {}

    /** The user's limit, else the model's own, else one for all. */
    static Duration of(ModelDescriptor model, LoadOptions options, Duration otherwise) {
        Duration own = model.loadLimit();
        return !options.timeout().isZero() ? options.timeout() : own.isZero() ? otherwise : own;
    }

    /**
     * Returns the limit for a model that is read into memory.
     *
     * @param size its size
     * @return at least two minutes
     */
    public static Duration reading(ModelSize size) {
        return Duration.ofMinutes(
                switch (size) {
                    case TINY, BASE -> 2;
                    case SMALL -> 4;
                    case MEDIUM -> 6;
                    case LARGE, OTHER -> 12;
                });
    }

    /**
     * Returns the limit for a model that the system compiles for its device when it is loaded first.
     *
     * @param size its size
     * @return six times as long
     */
    public static Duration compiling(ModelSize size) {
        return reading(size).multipliedBy(COMPILING);
    }
}
