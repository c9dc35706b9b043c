package org.whisperbench.platform.isolate;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.Call;
import org.whisperbench.worker.CallOutcome.Answered;
import org.whisperbench.worker.ResourceMeter;
import org.whisperbench.worker.ResourceUse;
import org.whisperbench.worker.WorkerAbility;

/**
 * A model in a child process. When the process is gone, because a call was cancelled or crashed or because none came for
 * long, the next call starts another and loads the model again. Calls of several threads wait for each other; closing ends
 * the one that runs.
 */
final class IsolatedModel implements SpeechModel, ResourceMeter, KeptAwake {

    private static final Logger LOG = LoggerFactory.getLogger(IsolatedModel.class);

    private final Loading loading;
    private final IsolationSettings settings;
    private final IdleClock idle;
    private final Consumer<IsolatedModel> closing;
    private final ReentrantLock calls = new ReentrantLock(true);
    private volatile @Nullable ModelProcess worker;
    private volatile @Nullable LoadedIdentity identity;
    private volatile @Nullable ResourceUse use;
    private final AtomicInteger loads = new AtomicInteger();
    private volatile boolean closed;
    private volatile boolean awake;
    private @Nullable Future<?> end;

    /** What is loaded, in which processes. */
    record Loading(Supplier<ModelProcess> processes, ResolvedModel model, LoadOptions options) {}

    IsolatedModel(Loading loading, IsolationSettings settings, IdleClock idle, Consumer<IsolatedModel> closing) {
        this.loading = loading;
        this.settings = settings;
        this.idle = idle;
        this.closing = closing;
    }

    /** Loads the model for the first time. */
    void start(Progress progress) throws InterruptedException {
        inTurn(() -> live(progress));
    }

    @Override
    public LoadedIdentity identity() {
        return Objects.requireNonNull(identity, "a model is handed out when it is loaded");
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        Duration limit = settings.transcribeLimit(options.timeout(), audio.duration());
        return call(Call.transcribe(audio.wav(), options), limit, progress);
    }

    private <R> R call(Call<R> call, Duration limit, Progress progress) throws InterruptedException {
        return inTurn(() -> {
            Answered<R> answered = live(progress).call(call, WorkerLaunch.limits(limit), progress);
            use = answered.cost().use();
            return answered.value();
        });
    }

    /** Something that one thread does at a time. */
    private interface Turn<R> {
        R run() throws InterruptedException;
    }

    private <R> R inTurn(Turn<R> turn) throws InterruptedException {
        calls.lockInterruptibly();
        try {
            if (end != null) {
                end.cancel(false);
            }
            return turn.run();
        } finally {
            end = closed || awake ? null : idle.after(this::rest).orElse(null);
            calls.unlock();
        }
    }

    private ModelProcess live(Progress progress) throws InterruptedException {
        refuseIfClosed();
        ModelProcess current = worker;
        if (current != null && current.isAlive()) {
            return current;
        }
        if (current != null) {
            current.explainEnd(name());
            discard(current);
        }
        ModelProcess fresh = loading.processes().get();
        boolean loaded = false;
        try {
            // From here on closing ends it.
            worker = fresh;
            refuseIfClosed();
            load(fresh, progress);
            loaded = true;
            return fresh;
        } finally {
            if (!loaded) {
                discard(fresh);
            }
        }
    }

    private void load(ModelProcess fresh, Progress progress) throws InterruptedException {
        Duration limit =
                settings.loadLimit(loading.options().timeout(), loading.model().descriptor());
        Answered<LoadedIdentity> answered = fresh.load(Call.load(loading.model(), loading.options()), limit, progress);
        LoadedIdentity now = answered.value();
        LoadedIdentity before = identity;
        if (before != null && !before.equals(now)) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "model '%s' is another one since it was loaded first: %s, now %s; load it anew"
                            .formatted(now.model(), before, now));
        }
        use = answered.cost().use();
        identity = now;
        loads.incrementAndGet();
    }

    private String name() {
        return loading.model().descriptor().name();
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE, "model '%s' is closed; load it again".formatted(name()));
        }
    }

    /** Ends a process that waits for calls in vain; does nothing while a call runs. */
    @Override
    public void stayAwake() {
        awake = true;
    }

    private void rest() {
        if (awake || !calls.tryLock()) {
            return;
        }
        try {
            LOG.debug(
                    "the process of model '{}' ended after {} s without a call",
                    name(),
                    idle.idle().toSeconds());
            discard(worker);
        } finally {
            calls.unlock();
        }
    }

    private void discard(@Nullable ModelProcess old) {
        worker = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        if (kind == ResourceMeter.class || kind == KeptAwake.class) {
            return Optional.of(kind.cast(this));
        }
        try {
            return WorkerAbility.of(kind, this::ability);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException(
                    ErrorKind.EXTERNAL, "asking a model for '" + kind.getSimpleName() + "' was interrupted", e);
        }
    }

    private <R> R ability(Call<R> call) throws InterruptedException {
        return call(call, settings.timeout(), Progress.none());
    }

    @Override
    public ResourceUse lastCall() {
        return Objects.requireNonNull(use, "a model is handed out when it is loaded");
    }

    @Override
    public int loads() {
        return loads.get();
    }

    @Override
    public void close() {
        closed = true;
        if (calls.tryLock()) {
            try {
                if (end != null) {
                    end.cancel(false);
                }
                discard(worker);
            } finally {
                calls.unlock();
            }
        } else {
            ModelProcess running = worker;
            if (running != null) {
                running.kill();
            }
        }
        closing.accept(this);
    }
}
