package org.whisperbench.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Listens to what a backend is doing. Calls return quickly, never throw and may come from any thread, one at a time.
 */
@ProviderType
public interface Progress {

    /**
     * A phase has begun whose length is not known.
     *
     * @param phase the phase
     */
    default void phase(Phase phase) {}

    /**
     * A phase has come this far.
     *
     * @param phase the phase
     * @param fraction from 0 to 1, never less than before in the same phase
     */
    default void advance(Phase phase, double fraction) {}

    /**
     * A segment is final.
     *
     * @param segment the segment; segments come in order of time
     */
    default void segment(Segment segment) {}

    /**
     * Returns a listener that ignores everything.
     *
     * @return the listener
     */
    static Progress none() {
        return new Progress() {};
    }

    /** What a backend spends time on. */
    enum Phase {
        /** Reads weights into memory. */
        LOADING,
        /** Compiles the model for a device, which may take from seconds to hours. */
        COMPILING,
        /** Turns sound into features and encodes them. */
        ENCODING,
        /** Writes text. */
        DECODING
    }
}
