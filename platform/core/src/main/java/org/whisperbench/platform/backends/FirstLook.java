package org.whisperbench.platform.backends;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.WhisperBackend;

/**
 * Makes a backend and asks it who it is. Both is somebody else's code and may never return, so it runs in a thread of its
 * own, which is interrupted and given up when patience ends.
 *
 * @param patience how long the two may take together
 */
record FirstLook(Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(FirstLook.class);

    /** As long as running calls may take when a backend goes. */
    static FirstLook patient() {
        return new FirstLook(Duration.ofSeconds(5));
    }

    /** Returns the backend, or what is wrong with it; empty if the thread is interrupted, which says nothing about it. */
    Optional<Provider> at(String name, Supplier<WhisperBackend> maker) {
        try {
            return Optional.of(new Questions(patience).ask(name, () -> usable(maker)));
        } catch (ExecutionException e) {
            return Optional.of(new Provider.Broken(Provider.explain(e)));
        } catch (TimeoutException e) {
            return Optional.of(new Provider.Broken("'%s' does not answer: info() was given up after %.1f s"
                    .formatted(name, patience.toNanos() / 1e9)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.info("'{}' was not asked to the end", name);
            return Optional.empty();
        }
    }

    private static Provider usable(Supplier<WhisperBackend> maker) {
        WhisperBackend backend = maker.get();
        BackendInfo info = Objects.requireNonNull(backend.info(), "info() says nothing");
        return new Provider.Usable(backend, info);
    }
}
