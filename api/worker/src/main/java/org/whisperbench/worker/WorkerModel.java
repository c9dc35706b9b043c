package org.whisperbench.worker;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.worker.CallOutcome.Answered;
import org.whisperbench.worker.CallOutcome.Unanswered;

/**
 * A model in a process that a backend itself starts. A call that is interrupted or crashes ends the process; the next call
 * starts another and loads the model again. Calls of several threads wait for each other; closing ends the one that runs.
 */
final class WorkerModel implements SpeechModel, ResourceMeter, RestingProcess {

    private static final System.Logger LOG = System.getLogger(WorkerModel.class.getName());
    private static final Set<WorkerErrorKind> OF_ENGINE =
            EnumSet.of(WorkerErrorKind.ENGINE_MISSING, WorkerErrorKind.INTERNAL);
    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int AUDIO_FACTOR = 20;

    private final Supplier<Running> processes;
    private final Loading loading;
    private final ReentrantLock calls = new ReentrantLock(true);
    private final AtomicInteger loads = new AtomicInteger();
    private volatile @Nullable Running running;
    private volatile @Nullable LoadedIdentity identity;
    private volatile @Nullable ResourceUse use;
    private volatile boolean closed;
    private volatile boolean showsLayers;

    /** What is loaded. */
    record Loading(String backend, ResolvedModel model, LoadOptions options) {}

    WorkerModel(Supplier<Running> processes, Loading loading) {
        this.processes = processes;
        this.loading = loading;
    }

    /** A process, the model as it sees it, and the folder that goes with it. */
    static final class Running {

        private final WorkerProcess process;
        private final ResolvedModel model;
        private final Path folder;
        private final AtomicBoolean ended = new AtomicBoolean();

        Running(WorkerProcess process, ResolvedModel model, Path folder) {
            this.process = process;
            this.model = model;
            this.folder = folder;
        }

        void end() {
            process.cancel();
            process.close();
            if (ended.compareAndSet(false, true)) {
                TemporaryFolder.delete(folder);
            }
        }
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
        Duration limit = options.timeout().isZero()
                ? LIMIT.plus(audio.duration().multipliedBy(AUDIO_FACTOR))
                : options.timeout();
        return inTurn(() -> call(live(progress), Call.transcribe(audio.wav(), options), limit, progress));
    }

    private <R> R call(Running on, Call<R> call, Duration limit, Progress progress) throws InterruptedException {
        CallOutcome<R> outcome = on.process.call(call, new CallLimits(STALL, limit), progress);
        if (outcome instanceof Answered<R> answered) {
            use = answered.cost().use();
            return answered.value();
        }
        if (closed) {
            throw isClosed();
        }
        WorkerFailure failure = ((Unanswered<R>) outcome).failure();
        if (failure instanceof WorkerFailure.Failed failed && failed.kind() == WorkerErrorKind.OOM) {
            // Who knows what it freed.
            discard();
        }
        throw new WorkerLostException(LinkFarm.original(failure, List.of(LinkFarm.of(on.model, loading.model()))));
    }

    /** Something that one thread does at a time. */
    private interface Turn<R> {
        R run() throws InterruptedException;
    }

    private <R> R inTurn(Turn<R> turn) throws InterruptedException {
        calls.lockInterruptibly();
        try {
            return turn.run();
        } finally {
            if (closed) {
                discard();
            }
            calls.unlock();
        }
    }

    private Running live(Progress progress) throws InterruptedException {
        if (closed) {
            throw isClosed();
        }
        Running current = running;
        if (current != null && current.process.isAlive()) {
            return current;
        }
        discard();
        Running fresh = processes.get();
        running = fresh;
        boolean loaded = false;
        try {
            // Whoever closed it meanwhile found nothing to end.
            if (closed) {
                throw isClosed();
            }
            load(fresh, progress);
            loaded = true;
            return fresh;
        } finally {
            if (!loaded) {
                discard();
            }
        }
    }

    private void load(Running fresh, Progress progress) throws InterruptedException {
        Duration limit = LoadLimits.of(loading.model().descriptor(), loading.options(), LIMIT);
        WorkerHello hello = hello(fresh.process.initialize(new CallLimits(STALL, limit)));
        showsLayers = Boolean.parseBoolean(hello.details().get(WorkerFeatures.DETAIL));
        LoadedIdentity told = call(fresh, Call.load(fresh.model, loading.options()), limit, progress);
        LoadedIdentity now = LinkFarm.original(told, fresh.model, loading.model());
        LoadedIdentity before = identity;
        if (before != null && !before.equals(now)) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "model '%s' is another one since it was loaded first: %s; load it anew"
                            .formatted(now.model(), IdentityChange.between(before, now)));
        }
        identity = now;
        loads.incrementAndGet();
    }

    /** What fails before there is a model is no matter of the model. */
    private WorkerHello hello(CallOutcome<WorkerHello> outcome) {
        if (outcome instanceof Unanswered<WorkerHello> unanswered && isOfEngine(unanswered.failure())) {
            WorkerFailure failure = unanswered.failure();
            List<String> lines = failure.lastLines();
            String last = lines.isEmpty()
                    ? ""
                    : "; its last line: " + lines.get(lines.size() - 1).strip();
            boolean answered = failure instanceof WorkerFailure.Failed;
            String sentence = failure instanceof WorkerFailure.Crashed crashed
                    ? "it ended with " + crashed.ending() + last
                    : failure.sentence();
            LOG.log(Level.DEBUG, "the engine of backend ''{0}'' wrote {1}", loading.backend(), lines);
            throw new WorkerLostException(new WorkerFailure.Failed(
                    WorkerErrorKind.ENGINE_MISSING,
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "the Python of backend '%s' cannot start the engine: %s; %s"
                            .formatted(loading.backend(), sentence, remedy()),
                    "",
                    // Who answered has said why; what else he wrote is a stack of Python's in a folder that is gone.
                    answered ? List.of() : lines));
        }
        return outcome.orThrow();
    }

    private String remedy() {
        PythonEnvironment environment = PythonEnvironment.of(loading.backend());
        return environment.isUsers(loading.backend())
                ? "install its packages anew in '" + environment.folder() + "'"
                : "run 'whisperbench setup " + loading.backend() + "' to make it anew";
    }

    /** A package that is there only in part fails in ways of its own, such as a library of C that does not load. */
    private static boolean isOfEngine(WorkerFailure failure) {
        return failure instanceof WorkerFailure.Crashed
                || (failure instanceof WorkerFailure.Failed failed && OF_ENGINE.contains(failed.kind()));
    }

    private BackendException isClosed() {
        return new BackendException(
                ErrorKind.BACKEND_UNAVAILABLE,
                "model '" + loading.model().descriptor().name() + "' is closed; load it again");
    }

    private void discard() {
        Running old = running;
        running = null;
        if (old != null) {
            old.end();
        }
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        if (kind == FeatureEncoder.class && showsLayers) {
            return Optional.of(kind.cast(new WorkerFeatures(this::features)));
        }
        return kind == ResourceMeter.class || kind == RestingProcess.class
                ? Optional.of(kind.cast(this))
                : Optional.empty();
    }

    @Override
    public void rest() {
        if (calls.tryLock()) {
            try {
                discard();
            } finally {
                calls.unlock();
            }
        }
    }

    private void features(Audio audio, Path target) throws InterruptedException {
        inTurn(() -> call(live(Progress.none()), Call.features(audio.wav(), target), LIMIT, Progress.none()));
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
        // Ends the call that runs; whoever made it is told that the model is closed.
        discard();
    }
}
