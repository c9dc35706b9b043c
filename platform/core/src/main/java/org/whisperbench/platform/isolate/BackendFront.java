package org.whisperbench.platform.isolate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/**
 * Stands before a backend: questions are the backend's to answer, and every model that is loaded is known until it is closed,
 * so that none outlives the backend.
 *
 * @param <M> what a loaded model is here
 */
abstract class BackendFront<M extends SpeechModel> implements WhisperBackend, AutoCloseable {

    private final WhisperBackend backend;
    private final BackendInfo info;
    private final Consumer<M> end;
    private final Set<M> models = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Stands before a backend.
     *
     * @param info what it said of itself when it was first asked
     * @param end ends a model that is still there when the backend goes
     */
    BackendFront(WhisperBackend backend, BackendInfo info, Consumer<M> end) {
        this.backend = backend;
        this.info = info;
        this.end = end;
    }

    WhisperBackend backend() {
        return backend;
    }

    void add(M model) {
        models.add(model);
    }

    void remove(M model) {
        models.remove(model);
    }

    /** Refuses a model whose backend went while it was loaded: nobody else closes it. */
    void requireOpen() {
        if (closed) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "backend '" + info.id() + "' was removed while it loaded; run 'whisperbench backends'");
        }
    }

    @Override
    public final BackendInfo info() {
        return info;
    }

    @Override
    public final Availability availability() {
        return backend.availability();
    }

    @Override
    public final List<ModelDescriptor> models() {
        return backend.models();
    }

    @Override
    public final Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return backend.describe(repositoryOrPath);
    }

    @Override
    public final <T> Optional<T> ability(Class<T> kind) {
        return backend.ability(kind);
    }

    @Override
    public final void close() {
        closed = true;
        models.forEach(end);
    }
}
