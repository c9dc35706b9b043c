package org.whisperbench.platform.isolate;

import org.whisperbench.api.WhisperBackend;

/**
 * A backend, and where its models live.
 *
 * @param backend what its users call
 * @param inProcess the same with its engine in this process; the same object if that is where it is anyway
 */
public record Placed(WhisperBackend backend, WhisperBackend inProcess) {

    /**
     * A backend whose models nobody looks after but who loads them.
     *
     * @param backend as it is
     * @return the backend, in this process
     */
    public static Placed asItIs(WhisperBackend backend) {
        return new Placed(backend, backend);
    }

    /**
     * Tells whether its models live in processes that the platform starts.
     *
     * @return false if the backend runs as it came
     */
    public boolean isIsolated() {
        return backend != inProcess;
    }
}
