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

/** A backend that loads in this process, or starts processes itself: its models are closed when it goes at the latest. */
final class HeldBackend implements WhisperBackend, AutoCloseable {

    private final WhisperBackend backend;
    private final BackendInfo info;
    private final IsolationSettings settings;
    private final IdleClock idle;
    private final Set<HeldModel> models = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HeldBackend(WhisperBackend backend, BackendInfo info, IsolationSettings settings, IdleClock idle) {
        this.backend = backend;
        this.info = info;
        this.settings = settings;
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
        LoadOptions limited = options.withTimeout(settings.loadLimit(options.timeout(), model.descriptor()));
        HeldModel held = hold(backend.load(model, limited, progress));
        held.awaitCall();
        if (closed) {
            held.close();
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "backend '" + info.id() + "' was removed while it loaded; run 'whisperbench backends'");
        }
        return held;
    }

    private HeldModel hold(SpeechModel model) {
        boolean holds = false;
        try {
            HeldModel held = new HeldModel(model, settings, idle, models::remove);
            models.add(held);
            holds = true;
            return held;
        } finally {
            // A model that cannot be asked what it can do would be left to nobody.
            if (!holds) {
                model.close();
            }
        }
    }

    /** Ends the calls of all models, and closes them. */
    @Override
    public void close() {
        closed = true;
        models.forEach(HeldModel::end);
    }
}
