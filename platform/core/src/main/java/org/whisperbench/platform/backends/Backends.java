package org.whisperbench.platform.backends;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.isolate.Isolation;

/**
 * The backends that are there right now. Backends come and go with their bundles, so ask again rather than keep an
 * answer.
 *
 * <p>May be used by several threads at once.
 */
@ProviderType
public interface Backends {

    /**
     * Returns all backends, available on this machine or not.
     *
     * @return sorted by id, of one id the highest version first
     */
    List<RegisteredBackend> list();

    /**
     * Returns one backend.
     *
     * @param address its id, for the highest version, or {@code id@version}
     * @return the backend, or empty if there is none of that address now
     */
    default Optional<RegisteredBackend> find(String address) {
        return list().stream()
                .filter(b -> address.equals(b.info().id()) || address.equals(b.address()))
                .findFirst();
    }

    /**
     * Returns what stood in the way of a backend.
     *
     * @return one entry for each provider that could not be used, in the order of their bundles
     */
    List<BackendProblem> problems();

    /**
     * Finds the backends of a plain class path, outside of any OSGi framework, and uses their engines in this process.
     *
     * @param loader sees the backends' jars
     * @return the backends, found once; their version is that of their package's manifest entry, or 0.0.0
     */
    static Backends of(ClassLoader loader) {
        return BackendRegistry.of(loader, new BackendRegistry());
    }

    /**
     * Finds the backends of a plain class path, outside of any OSGi framework.
     *
     * @param loader sees the backends' jars, each with all that the backend needs inside
     * @param isolation where engines with native code run; the caller closes it after the last use of a backend
     * @return the backends, found once; their version is that of their package's manifest entry, or 0.0.0
     */
    static Backends of(ClassLoader loader, Isolation isolation) {
        return BackendRegistry.of(loader, new BackendRegistry(isolation::place, isolation::release));
    }

    /**
     * Holds the given backends, outside of any OSGi framework.
     *
     * @param isolation where engines with native code run; the caller closes it after the last use of a backend
     * @param version said to be the version of each
     * @param backends the backends, each in a jar with all that it needs inside
     * @return the backends
     */
    static Backends of(Isolation isolation, String version, WhisperBackend... backends) {
        return BackendRegistry.of(version, backends, new BackendRegistry(isolation::place, isolation::release));
    }

    /**
     * Holds the given backends, outside of any OSGi framework.
     *
     * @param version said to be the version of each
     * @param backends the backends
     * @return the backends
     */
    static Backends of(String version, WhisperBackend... backends) {
        return BackendRegistry.of(version, backends, new BackendRegistry());
    }
}
