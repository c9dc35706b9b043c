package org.whisperbench.platform.backends;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;

/**
 * A backend and the version of the bundle it came in. The handle may outlive the backend: then its calls fail with
 * {@link ErrorKind#BACKEND_UNAVAILABLE}.
 */
@ProviderType
public interface RegisteredBackend {

    /**
     * Returns who the backend is, as it said when it came.
     *
     * @return the description
     */
    BackendInfo info();

    /**
     * Returns the version of the backend's bundle, which is not that of its engine.
     *
     * @return an OSGi version
     */
    String version();

    /**
     * Returns the name that selects exactly this backend.
     *
     * @return {@code id@version}
     */
    default String address() {
        return info().id() + "@" + version();
    }

    /**
     * Returns whether the engine can run here.
     *
     * @return what the backend says now; a backend that fails to answer is unavailable, with the failure as the reason
     */
    Availability availability();

    /**
     * Demands that the engine can run here.
     *
     * @throws BackendException if it cannot ({@link ErrorKind#BACKEND_UNAVAILABLE})
     */
    default void requireAvailable() {
        if (availability() instanceof Availability.Unavailable unavailable) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "backend '%s' cannot run here: %s; %s"
                            .formatted(info().id(), unavailable.reason(), unavailable.remedy()));
        }
    }

    /**
     * Returns the models that the backend knows by name.
     *
     * @return the default model first
     * @throws org.whisperbench.api.WhisperException if the backend is gone or fails
     */
    List<ModelDescriptor> models();

    /**
     * Describes a model of the user's own.
     *
     * @param repositoryOrPath an absolute path or a repository
     * @return the description, or empty if it is not of this engine's format
     * @throws org.whisperbench.api.WhisperException if the backend is gone or fails
     */
    Optional<ModelDescriptor> describe(String repositoryOrPath);

    /**
     * Returns something else that the backend can tell, see {@link org.whisperbench.api.WhisperBackend#ability}.
     *
     * @param <T> type of the ability
     * @param kind type of the ability
     * @return the ability, or empty
     * @throws org.whisperbench.api.WhisperException if the backend is gone or fails
     */
    default <T> Optional<T> ability(Class<T> kind) {
        return Optional.empty();
    }

    /**
     * Returns whether the engine runs in processes of its own.
     *
     * @return false if it runs in this process, or in processes that the backend itself starts
     */
    boolean isIsolated();

    /**
     * Returns the same backend with its engine in this process, where it can crash the host.
     *
     * @return this if it is not isolated
     */
    RegisteredBackend inProcess();

    /**
     * Uses the backend. While the call runs, the backend's bundle is not taken away; when that must happen, the call is
     * given a grace period and then interrupted. Everything that the call loads it closes before it returns.
     *
     * @param <T> type of the result
     * @param call what to do
     * @return the call's result
     * @throws org.whisperbench.api.WhisperException if the backend is gone, or goes during the call
     * @throws InterruptedException if the calling thread was interrupted by somebody else
     */
    <T> T call(BackendCall<T> call) throws InterruptedException;
}
