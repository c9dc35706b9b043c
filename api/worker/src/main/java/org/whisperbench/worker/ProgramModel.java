package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
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

/**
 * A model that a vendor's program loads anew for each recording. It counts as loaded when the program has written down a
 * second of silence. Calls of several threads wait for each other; closing ends the one that runs.
 */
public final class ProgramModel implements SpeechModel {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int AUDIO_FACTOR = 20;

    private final String name;
    private final ProgramEngine engine;
    private final ResolvedModel original;
    private final Path folder;
    private final ReentrantLock calls = new ReentrantLock(true);
    private @Nullable LoadedIdentity identity;
    private volatile @Nullable ProgramRun running;
    private volatile boolean closed;

    private ProgramModel(String backend, ProgramEngine engine, ResolvedModel model) throws IOException {
        this.name = model.descriptor().name();
        this.engine = engine;
        this.original = model;
        this.folder = TemporaryFolder.make("whisperbench-" + backend + "-");
    }

    /**
     * Makes sure that the model's files are whole, then lets the program write down a second of silence.
     *
     * @param backend id of the backend
     * @param engine the program
     * @param model files that are on disk
     * @param options what the user asked for
     * @param progress told about the one phase
     * @return the model; the caller closes it
     * @throws BackendException if a file is not whole, or the program leaves no result
     * @throws InterruptedException if the thread was interrupted; nothing of the program is left
     */
    public static SpeechModel load(
            String backend, ProgramEngine engine, ResolvedModel model, LoadOptions options, Progress progress)
            throws InterruptedException {
        requireNoInterrupt();
        progress.phase(Progress.Phase.LOADING);
        ModelFiles.examine(model);
        try {
            ProgramModel loaded = new ProgramModel(backend, engine, model);
            boolean ready = false;
            try {
                loaded.tryOut(LoadLimits.of(model.descriptor(), options, LIMIT));
                requireNoInterrupt();
                progress.advance(Progress.Phase.LOADING, 1);
                ready = true;
                return loaded;
            } finally {
                if (!ready) {
                    loaded.close();
                }
            }
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "a folder for backend '" + backend + "' cannot be made: " + e.getMessage() + "; make room in '"
                            + TemporaryFolder.parent() + "'",
                    e);
        }
    }

    /** A call that was quicker than the interrupt has not noticed it. */
    private static void requireNoInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void tryOut(Duration limit) throws IOException, InterruptedException {
        Path wav = Files.write(folder.resolve("silence.wav"), SilentWav.ofOneSecond());
        TranscribeOptions options = TranscribeOptions.defaults().withTimeout(limit);
        ProgramJob job = job(wav, Duration.ofSeconds(1), options);
        JsonObject result = run(job, limit);
        identity = LinkFarm.original(engine.identity(job, result), job.model(), original);
    }

    /** The links are made for each call: a program may have deleted them. */
    private ProgramJob job(Path wav, Duration length, TranscribeOptions options) throws IOException {
        Path place = Files.createTempDirectory(folder, "call-");
        ResolvedModel links = LinkFarm.of(original, place.resolve(engine.modelFolder()));
        return new ProgramJob(links, wav, length, options, Files.createDirectories(place.resolve("output")));
    }

    private JsonObject run(ProgramJob job, Duration limit) throws IOException, InterruptedException {
        WorkerCommand command =
                new WorkerCommand(engine.command(job), engine.environment(), job.output(), Duration.ofSeconds(1));
        try (ProgramRun run = start(command)) {
            running = run;
            if (closed) {
                throw isClosed();
            }
            if (!run.await(limit)) {
                throw lost(job, new WorkerFailure.TimedOut(WorkerFailure.TimedOut.Limit.TOTAL, limit, run.lines()));
            }
            if (closed) {
                throw isClosed();
            }
            return result(job, run, command.command().get(0));
        } finally {
            running = null;
        }
    }

    private static ProgramRun start(WorkerCommand command) {
        try {
            return ProgramRun.start(command);
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "program '" + command.command().get(0) + "' cannot be started: " + e.getMessage()
                            + "; install it again, or another build of it",
                    e);
        }
    }

    private JsonObject result(ProgramJob job, ProgramRun run, String program) throws IOException {
        Path file = engine.result(job);
        if (!Files.isRegularFile(file)) {
            throw failure(
                    job, run, "'" + program + "' ended with " + run.status().display() + " and left no result");
        }
        try {
            return JsonObject.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw failure(job, run, "the result of '" + program + "' is no JSON: " + e.getMessage());
        }
    }

    private WorkerLostException lost(ProgramJob job, WorkerFailure failure) {
        List<LinkedPath> linked = new ArrayList<>(engine.links(job));
        linked.add(LinkFarm.of(job.model(), original));
        return new WorkerLostException(LinkFarm.original(failure, linked));
    }

    private WorkerLostException failure(ProgramJob job, ProgramRun run, String what) {
        List<String> lines = run.lines();
        String last = lines.isEmpty()
                ? "it said nothing"
                : "its last line: " + lines.get(lines.size() - 1).strip();
        return lost(
                job,
                new WorkerFailure.Failed(
                        WorkerErrorKind.INTERNAL,
                        ErrorKind.EXTERNAL,
                        what + "; " + last + "; run 'whisperbench check' to see whether the model is whole",
                        "",
                        lines));
    }

    @Override
    public LoadedIdentity identity() {
        LoadedIdentity told = identity;
        if (told == null) {
            throw new IllegalStateException("a model is handed out when it is loaded");
        }
        return told;
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        calls.lockInterruptibly();
        try {
            if (closed) {
                throw isClosed();
            }
            progress.phase(Progress.Phase.DECODING);
            Transcription result = transcribe(audio, options);
            result.segments().forEach(progress::segment);
            progress.advance(Progress.Phase.DECODING, 1);
            requireNoInterrupt();
            return result;
        } catch (IOException e) {
            throw new BackendException(
                    ErrorKind.EXTERNAL,
                    "model '" + name + "' cannot be used: " + e.getMessage() + "; load it again",
                    e);
        } finally {
            calls.unlock();
        }
    }

    private Transcription transcribe(Audio audio, TranscribeOptions options) throws IOException, InterruptedException {
        ProgramJob job = job(audio.wav(), audio.duration(), options);
        try {
            if (audio.sampleCount() == 0) {
                engine.command(job);
                return Transcription.builder(List.of()).build();
            }
            Duration limit = options.timeout().isZero()
                    ? LIMIT.plus(audio.duration().multipliedBy(AUDIO_FACTOR))
                    : options.timeout();
            JsonObject result = run(job, limit);
            try {
                return engine.read(job, result);
            } catch (IllegalArgumentException e) {
                throw new BackendException(
                        ErrorKind.EXTERNAL,
                        "the result of backend's program for '" + audio.wav() + "' is not as documented: "
                                + e.getMessage() + "; install a version that the backend's page names",
                        e);
            }
        } finally {
            TemporaryFolder.delete(Objects.requireNonNull(job.output().getParent(), "it was made below a folder"));
        }
    }

    private BackendException isClosed() {
        return new BackendException(ErrorKind.BACKEND_UNAVAILABLE, "model '" + name + "' is closed; load it again");
    }

    @Override
    public void close() {
        closed = true;
        ProgramRun run = running;
        if (run != null) {
            run.close();
        }
        calls.lock();
        try {
            if (Files.exists(folder)) {
                TemporaryFolder.delete(folder);
            }
        } finally {
            calls.unlock();
        }
    }
}
