package org.whisperbench.platform.isolate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/** A backend that answers questions here and loads its models in child processes, one each. */
final class IsolatedBackend implements WhisperBackend, AutoCloseable {

    private final WhisperBackend backend;
    private final BackendInfo info;
    private final WorkerLaunch launch;
    private final IdleClock idle;
    private final Set<IsolatedModel> models = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    IsolatedBackend(WhisperBackend backend, BackendInfo info, WorkerLaunch launch, IdleClock idle) {
        this.backend = backend;
        this.info = info;
        this.launch = launch;
        this.idle = idle;
    }

    @Override
    public BackendInfo info() {
        return info;
    }

    @Override
    public Availability availability() {
        return backend.availability();
    }

    @Override
    public List<ModelDescriptor> models() {
        return backend.models();
    }

    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return backend.describe(repositoryOrPath);
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return backend.ability(kind);
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        IsolatedModel.Loading loading =
                new IsolatedModel.Loading(() -> launch.start(backend.getClass()), model, options);
        IsolatedModel loaded = new IsolatedModel(loading, launch.settings(), idle, models::remove);
        models.add(loaded);
        boolean started = false;
        try {
            loaded.start(progress);
            if (closed) {
                throw new BackendException(
                        ErrorKind.BACKEND_UNAVAILABLE,
                        "backend '" + info().id() + "' was removed while it loaded; run 'whisperbench backends'");
            }
            started = true;
            return loaded;
        } finally {
            if (!started) {
                loaded.close();
            }
        }
    }

    /** Ends every process. */
    @Override
    public void close() {
        closed = true;
        models.forEach(IsolatedModel::close);
    }
}
