package org.whisperbench.platform.backends;

import org.whisperbench.api.WhisperBackend;

/**
 * Something done with a backend.
 *
 * @param <T> type of the result
 */
@FunctionalInterface
public interface BackendCall<T> {

    /**
     * Does it. Neither the backend nor anything that it made is kept afterwards.
     *
     * @param backend the backend
     * @return the result
     * @throws InterruptedException if the thread was interrupted
     */
    T with(WhisperBackend backend) throws InterruptedException;
}
