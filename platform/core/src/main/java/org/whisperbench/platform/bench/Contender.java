package org.whisperbench.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.whisperbench.api.Progress;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.hardware.Disturbance;
import org.whisperbench.platform.hardware.HostMemory;
import org.whisperbench.platform.store.DiskState;

/**
 * One candidate while it is measured. When a step fails, the whole measurement is begun again in a fresh load as often as
 * retries allow, since times of two processes do not compare; what failed is recorded. Where the engine is lost on one file
 * of several for good, it is begun again without that file.
 */
final class Contender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Contender.class);
    private static final double NANOS = 1e9;

    private final Stage stage;
    private final Candidate candidate;
    private final DiskState.Present files;
    private final Lane lane;
    private final TimeBounds bounds;
    private final List<BenchmarkRow.Attempt> attempts = new ArrayList<>();
    private final List<Double> loads = new ArrayList<>();
    private final List<Double> warmups = new ArrayList<>();
    private final List<BenchmarkRun> runs = new ArrayList<>();
    private final List<Session.Pass> passes = new ArrayList<>();
    private final FileLosses losses;
    private volatile @Nullable Session session;
    /** The last one that was open, for what it knows when it is closed. */
    private volatile @Nullable Session last;

    private Map<String, String> sha256 = Map.of();
    private HostMemory.Peak hostPeak = HostMemory.Peak.UNKNOWN;
    private int retries;
    private String notCold = "";
    private @Nullable BenchmarkRow lost;
    private String step = "load";

    Contender(Stage stage, Candidate candidate, DiskState.Present files) {
        this.stage = stage;
        this.candidate = candidate;
        this.files = files;
        this.losses = new FileLosses(stage.described());
        this.bounds = new TimeBounds(candidate);
        this.lane = new Lane(candidate.model().backend(), stage.grace(), this::closeSession);
    }

    /** Loads and warms up. */
    void prepare() throws InterruptedException {
        attempt(() -> {});
    }

    /** Whether it is to be measured once more. */
    boolean wantsRun() {
        return lost == null
                && stage.request()
                        .pace()
                        .wantsMore(
                                runs.size(),
                                runs.stream().mapToDouble(BenchmarkRun::seconds).sum());
    }

    /** One measured pass. */
    void run() throws InterruptedException {
        attempt(() -> {
            int number = runs.size() + 1;
            int planned = Math.max(number, stage.request().pace().runs());
            say("run %d of %d".formatted(number, planned));
            stage.pause(stage.request().pace().cooldown());
            OptionalDouble idle = stage.idleShare();
            Stage.Watched<Session.Pass> watched = stage.watched(this::askForPass);
            add(watched.value(), idle, watched.disturbance());
            hostPeak = hostPeak.or(watched.hostPeak());
        });
    }

    /** A pass is allowed as long as its files are, one after the other. */
    private Session.Pass askForPass() throws InterruptedException {
        return lane.ask(
                bounds.end(), "to begin", backend -> live().pass(stage.speech(), losses.excluded(), this::allow));
    }

    private void allow(DecodedAudio audio) {
        lane.allow(bounds.transcription(audio.duration()), "for '%s'".formatted(audio.file()));
    }

    private void add(Session.Pass pass, OptionalDouble idle, Disturbance disturbance) {
        BenchmarkRun run = new BenchmarkRun(
                pass.seconds(), pass.fileSeconds(), pass.engine(), pass.firstSegmentSeconds(), idle, disturbance);
        runs.add(run);
        passes.add(pass);
        losses.heard(pass);
        stage.listener().measured(candidate.name(), run);
        event(pass.seconds()).log("measured pass {} of model '{}'", runs.size(), candidate.name());
    }

    private LoggingEventBuilder event(double seconds) {
        return LOG.atInfo()
                .addKeyValue("run", stage.id())
                .addKeyValue("backend", candidate.model().backend().address())
                .addKeyValue("model", candidate.name())
                .addKeyValue("seconds", seconds);
    }

    private interface Step {
        void take() throws InterruptedException;
    }

    private void attempt(Step work) throws InterruptedException {
        while (lost == null) {
            try {
                if (session == null) {
                    open();
                }
                work.take();
                return;
            } catch (RuntimeException | LinkageError e) { // the border to a backend: what it throws is its row
                fail(e);
            }
        }
    }

    private void open() throws InterruptedException {
        Pace pace = stage.request().pace();
        if (sha256.isEmpty()) {
            sha256 = FileHashes.of(files.model());
        }
        for (int i = 0; i < pace.loads(); i++) {
            say(i == 0 ? "load" : i == 1 ? "second load" : "load " + (i + 1));
            boolean first = loads.isEmpty();
            if (first) {
                notCold = stage.notCold(candidate, sha256);
            }
            double seconds = lane.ask(bounds.load(), "to load", this::load);
            if (i > 0 || first) { // of a measurement that is begun again the first one is not cold
                loads.add(seconds);
            }
            event(seconds).log("loaded model '{}'", candidate.name());
        }
        for (int i = 0; i < pace.warmups(); i++) {
            say("warm-up %d of %d".formatted(i + 1, pace.warmups()));
            Session.Pass pass = askForPass();
            losses.heard(pass);
            warmups.add(pass.seconds());
        }
    }

    private double load(WhisperBackend backend) throws InterruptedException {
        closeSession();
        long start = stage.clock().nanoTime();
        var model = backend.load(files.model(), candidate.load(), Progress.none());
        double seconds = (stage.clock().nanoTime() - start) / NANOS;
        Session open = new Session(model, candidate, stage.clock());
        session = open;
        last = open;
        return seconds;
    }

    private Session live() {
        Session open = session;
        if (open == null) {
            throw new IllegalStateException("no model is loaded");
        }
        return open;
    }

    private void fail(Throwable failure) throws InterruptedException {
        LOG.info("model '{}' was not measured in step '{}'", candidate.name(), step, failure);
        if (failure instanceof OverdueException) {
            // Its thread is still in the engine, or was until now: nothing is asked of it again but to close.
            lost = LostRow.of(candidate.subject(), step, failure).row(attempts, losses.results());
            return;
        }
        boolean retried = retries++ < stage.request().pace().retries();
        boolean again = retried;
        String where = step;
        Throwable cause = failure;
        if (failure instanceof FileLostException ofFile) {
            losses.seen(ofFile);
            cause = ofFile.loss();
            again = retried || losses.exclude(ofFile);
            where += losses.place(ofFile);
        }
        endSession();
        if (again) {
            attempts.add(LostRow.of(candidate.subject(), where, cause).attempt(runs.size()));
            List.of(warmups, runs, passes).forEach(List::clear);
            loads.subList(Math.min(1, loads.size()), loads.size()).clear();
            hostPeak = HostMemory.Peak.UNKNOWN;
        } else {
            lost = LostRow.of(candidate.subject(), where, cause).row(attempts, losses.results());
        }
    }

    private void endSession() throws InterruptedException {
        try {
            lane.ask(bounds.end(), "to end", backend -> {
                closeSession();
                return true;
            });
        } catch (RuntimeException | LinkageError e) { // the first failure is the one that is told
            LOG.debug("model '{}' did not close after its failure", candidate.name(), e);
            session = null;
        }
    }

    private void say(String what) {
        step = what;
        Pace pace = stage.request().pace();
        double all = pace.loads() + pace.warmups() + pace.runs();
        stage.step(candidate.name(), what, Math.min(1, (loads.size() + warmups.size() + runs.size()) / all));
    }

    private void closeSession() {
        Session open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }

    /** Its row as of now: also of a measurement that was cut short, if a pass was measured. */
    BenchmarkRow row() {
        BenchmarkRow failed = lost;
        if (failed != null) {
            return failed;
        }
        Session open = last;
        if (open == null || runs.isEmpty()) {
            return new BenchmarkRow.Failed(
                    candidate.subject(),
                    step,
                    "external",
                    "cancelled before a run was finished",
                    List.of(),
                    losses.results(),
                    attempts);
        }
        Times times = new Times(loads, notCold, open.firstInference().orElse(0), warmups, runs);
        return new Scoring(stage, candidate)
                .row(open, files, sha256, new Scoring.Outcome(times, passes, hostPeak, losses.results(), attempts));
    }

    @Override
    public void close() {
        lane.close();
    }
}
