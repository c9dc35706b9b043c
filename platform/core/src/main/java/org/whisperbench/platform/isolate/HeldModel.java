package org.whisperbench.platform.isolate;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.RestingProcess;

/** A model of a {@link HeldBackend}: it is closed once, its calls have a limit, and a process of its own may rest. */
final class HeldModel implements SpeechModel, KeptAwake {

    private static final Logger LOG = LoggerFactory.getLogger(HeldModel.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SpeechModel model;
    private final IsolationSettings settings;
    private final IdleClock idle;
    private final Consumer<HeldModel> closing;
    private final Set<Thread> callers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean awake;
    private final Optional<RestingProcess> resting;
    private final AtomicReference<@Nullable Future<?>> rest = new AtomicReference<>();

    HeldModel(SpeechModel model, IsolationSettings settings, IdleClock idle, Consumer<HeldModel> closing) {
        this.model = model;
        this.settings = settings;
        this.idle = idle;
        this.closing = closing;
        this.resting = model.ability(RestingProcess.class);
    }

    @Override
    public LoadedIdentity identity() {
        return model.identity();
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        Thread caller = Thread.currentThread();
        boolean first = callers.add(caller);
        try {
            if (closed.get()) {
                throw new BackendException(
                        ErrorKind.BACKEND_UNAVAILABLE,
                        "model '%s' is closed; load it again"
                                .formatted(identity().model()));
            }
            Duration limit = settings.transcribeLimit(options.timeout(), audio.duration());
            return model.transcribe(audio, options.withTimeout(limit), progress);
        } finally {
            if (first) {
                callers.remove(caller);
            }
            awaitCall();
        }
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return kind == KeptAwake.class ? Optional.of(kind.cast(this)) : model.ability(kind);
    }

    @Override
    public void stayAwake() {
        awake = true;
        cancel(rest.getAndSet(null));
    }

    /** Lets a process of the model's own end if no call comes for long. */
    void awaitCall() {
        if (resting.isPresent() && !closed.get() && !awake) {
            cancel(rest.getAndSet(idle.after(() -> resting.get().rest()).orElse(null)));
        }
    }

    private static void cancel(@Nullable Future<?> before) {
        if (before != null) {
            before.cancel(false);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            cancel(rest.getAndSet(null));
            closing.accept(this);
            model.close();
        }
    }

    /** Closes it for whoever did not: a call that still runs is interrupted, and not waited for longer than some seconds. */
    void end() {
        callers.forEach(Thread::interrupt);
        Thread thread = new Thread(this::closeQuietly, "closes a model");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warn("a model did not close within {} s; it is left behind", PATIENCE.toSeconds());
        }
    }

    private void closeQuietly() {
        try {
            close();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a model did not close: {}", e.getMessage());
        }
    }
}
