package org.whisperbench.platform.backends;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.WhisperBackend;

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
     * Finds the backends of a plain class path, outside of any OSGi framework.
     *
     * @param loader sees the backends' jars
     * @return the backends, found once; their version is that of their package's manifest entry, or 0.0.0
     */
    static Backends of(ClassLoader loader) {
        BackendRegistry registry = new BackendRegistry();
        for (Provider provider : Provider.load(loader)) {
            String version =
                    Optional.ofNullable(provider.implementationVersion()).orElse("0.0.0");
            registry.add(provider, "class path", version);
        }
        return registry;
    }

    /**
     * Holds the given backends, outside of any OSGi framework.
     *
     * @param version said to be the version of each
     * @param backends the backends
     * @return the backends
     */
    static Backends of(String version, WhisperBackend... backends) {
        BackendRegistry registry = new BackendRegistry();
        for (WhisperBackend backend : backends) {
            registry.add(new Provider.Usable(backend, backend.info()), "class path", version);
        }
        return registry;
    }
}
