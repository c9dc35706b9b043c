package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.Examination;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.RepositoryName;

/** Downloads over the network into the hub's cache. */
final class NetworkDownloads implements Downloads {

    private static final Logger LOG = LoggerFactory.getLogger(NetworkDownloads.class);
    private static final double NANOS = 1e9;

    private final StoreRoots roots;
    private final ModelStore store;
    private final Map<String, String> environment;
    private final Patience patience;

    NetworkDownloads(StoreRoots roots, ModelStore store, Map<String, String> environment) {
        this(roots, store, environment, Patience.usual());
    }

    NetworkDownloads(StoreRoots roots, ModelStore store, Map<String, String> environment, Patience patience) {
        this.roots = roots;
        this.store = store;
        this.environment = Map.copyOf(environment);
        this.patience = patience;
    }

    @Override
    public DownloadReport ensure(List<Wanted> models, DownloadOptions options, DownloadListener listener)
            throws InterruptedException {
        return each(models, options, listener, this::ensure, new RoomForAll(roots, this::neededRoom));
    }

    private Outcome ensure(Wanted wanted, Session session) throws InterruptedException {
        Mode mode = session.options().mode();
        Optional<Outcome> present = there(wanted, mode);
        if (present.isPresent()) {
            return present.get();
        }
        return wanted.source() instanceof ModelSource.Web web
                ? new WebDownload(wanted, WebFolder.of(roots, web), session)
                        .fetch(Result.DOWNLOADED, () -> there(wanted, mode))
                : download(wanted, session).ensure();
    }

    private Optional<Outcome> there(Wanted wanted, Mode mode) throws InterruptedException {
        if (wanted.files().isEmpty() || (mode != Mode.MISSING && mode != Mode.DRY_RUN)) {
            return Optional.empty();
        }
        Examination look = store.examine(descriptor(wanted), ModelStore.Depth.LENGTHS);
        return look.state() instanceof DiskState.Present present
                        && present.remark().isEmpty()
                ? Optional.of(present(wanted, present))
                : Optional.empty();
    }

    /** An archive is one thing: if a file of it is damaged, all of it is fetched. */
    private Outcome repair(Wanted wanted, Session session) throws InterruptedException {
        if (!(wanted.source() instanceof ModelSource.Web web)) {
            return new RepositoryRepair(work(wanted, session), store).repair();
        }
        Optional<Outcome> sound = sound(wanted);
        return sound.isPresent()
                ? sound.get()
                : new WebDownload(wanted, WebFolder.of(roots, web), session)
                        .fetch(Result.REPAIRED, () -> sound(wanted));
    }

    private Optional<Outcome> sound(Wanted wanted) throws InterruptedException {
        DiskState state = store.state(descriptor(wanted), ModelStore.Depth.HASHES);
        return state instanceof DiskState.Present present && present.remark().isEmpty()
                ? Optional.of(present(wanted, present))
                : Optional.empty();
    }

    private static Outcome present(Wanted wanted, DiskState.Present present) {
        int files = wanted.files().size();
        String place = "'" + present.model().directory() + "'";
        return new Outcome(wanted.address(), Result.PRESENT, place, files, 0, 0, present.sizeBytes());
    }

    @Override
    public DownloadReport repair(List<Wanted> models, DownloadOptions options, DownloadListener listener)
            throws InterruptedException {
        return each(models, options, listener, this::repair, new RoomForAll(roots, (model, session) -> Map.of()));
    }

    private static ModelDescriptor descriptor(Wanted wanted) {
        return ModelDescriptor.builder("wanted", wanted.source())
                .files(wanted.files())
                .build();
    }

    private RepositoryDownload download(Wanted wanted, Session session) {
        return new RepositoryDownload(work(wanted, session), store);
    }

    private RepositoryWork work(Wanted wanted, Session session) {
        RepositoryName name = RepositoryName.model(((ModelSource.Repository) wanted.source()).id());
        HubCache cache = new HubCache(roots.hub(), roots.symbolicLinks());
        return new RepositoryWork(wanted, cache.repository(name), session);
    }

    /** How much room the contents of a model will take; told before anything is fetched. */
    private Map<String, Long> neededRoom(Wanted wanted, Session session) throws InterruptedException {
        try {
            return room(wanted, session);
        } catch (WhisperException e) {
            throw e;
        } catch (RuntimeException e) {
            return Map.of(); // said when it is tried
        }
    }

    private Map<String, Long> room(Wanted wanted, Session session) throws InterruptedException {
        if (there(wanted, session.options().mode()).isPresent()) {
            return Map.of();
        }
        if (wanted.source() instanceof ModelSource.Web web) {
            long bytes = new WebDownload(wanted, WebFolder.of(roots, web), session).neededBytes();
            return Map.of(WebFolder.of(roots, web).toString(), bytes);
        }
        return wanted.source() instanceof ModelSource.Repository repository && RepositoryName.isValid(repository.id())
                ? download(wanted, session).neededRoom()
                : Map.of();
    }

    private interface Step {
        Outcome take(Wanted wanted, Session session) throws InterruptedException;
    }

    private DownloadReport each(
            List<Wanted> models, DownloadOptions options, DownloadListener listener, Step step, RoomForAll room)
            throws InterruptedException {
        long start = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        Settings settings = Settings.of(options, environment);
        try (Session session = Session.open(settings, options, listener, patience, store)) {
            Map<Wanted, Outcome> refused = room.refused(models, session);
            for (Wanted wanted : models) {
                Outcome outcome = refused.containsKey(wanted) ? refused.get(wanted) : outcome(wanted, session, step);
                LOG.info("model '{}': {}, {} bytes fetched", outcome.model(), outcome.result(), outcome.fetchedBytes());
                outcomes.add(outcome);
            }
        }
        long bytes = outcomes.stream().mapToLong(Outcome::fetchedBytes).sum();
        return new DownloadReport(outcomes, bytes, (System.nanoTime() - start) / NANOS);
    }

    private Outcome outcome(Wanted wanted, Session session, Step step) throws InterruptedException {
        try {
            if (wanted.source() instanceof ModelSource.Repository repository) {
                return repository(repository, wanted, session, step);
            }
            return wanted.source() instanceof ModelSource.Web ? step.take(wanted, session) : local(wanted);
        } catch (InvalidPathException e) {
            String reason =
                    "it has a file '%s', a name that cannot be on this system (%s); on Linux a locale such as C.UTF-8 helps"
                            .formatted(e.getInput(), e.getReason());
            return failed(wanted, reason);
        } catch (WhisperException e) {
            throw e; // what the user set is wrong for all of them
        } catch (RuntimeException e) { // what nobody thought of costs one model, not the others
            LOG.error("model '{}' failed unexpectedly", wanted.address(), e);
            return failed(wanted, session.settings().secrets().hiddenIn(unexpected(e)));
        }
    }

    private static Outcome failed(Wanted wanted, String reason) {
        return new Outcome(wanted.address(), Result.FAILED, reason, 0, 0, 0, 0);
    }

    /** What failed in another thread is the cause. */
    private static String unexpected(RuntimeException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "unexpected failure (%s: %s); please report it with the log"
                .formatted(cause.getClass().getSimpleName(), cause.getMessage())
                .replaceAll("\\s+", " ");
    }

    private static Outcome repository(ModelSource.Repository source, Wanted wanted, Session session, Step step)
            throws InterruptedException {
        return RepositoryName.isValid(source.id())
                ? step.take(wanted, session)
                : failed(wanted, "'" + source.id() + "' names no repository");
    }

    /** A folder is as it is; it can only be said whether it is sound. */
    private Outcome local(Wanted wanted) throws InterruptedException {
        DiskState state = store.state(descriptor(wanted), ModelStore.Depth.LENGTHS);
        if (state instanceof DiskState.Present present) {
            Outcome there = present(wanted, present);
            return new Outcome(
                    there.model(),
                    Result.SKIPPED,
                    "it is local: " + there.reason(),
                    there.files(),
                    0,
                    0,
                    there.sizeBytes());
        }
        String reason = "it has no source on a network, and is %s: %s"
                .formatted(state.status().toLowerCase(Locale.ROOT), state.explanation());
        return new Outcome(
                wanted.address(), Result.FAILED, reason, wanted.files().size(), 0, 0, 0);
    }

    @Override
    public List<Upgrade> upgrades(List<Wanted> models, DownloadOptions options) throws InterruptedException {
        List<Upgrade> upgrades = new ArrayList<>();
        Settings settings = Settings.of(options, environment);
        try (Session session = Session.open(settings, options, DownloadListener.none(), patience, store)) {
            for (Wanted wanted : models) {
                boolean follows = wanted.source() instanceof ModelSource.Repository repository
                        && RepositoryName.isValid(repository.id())
                        && !HubRepository.isCommit(repository.revision());
                if (follows) {
                    upgrades.add(upgrade(wanted, session));
                }
            }
        }
        return upgrades;
    }

    private Upgrade upgrade(Wanted wanted, Session session) throws InterruptedException {
        ModelSource.Repository source = (ModelSource.Repository) wanted.source();
        RepositoryDownload download = download(wanted, session);
        String local = "";
        try {
            local = download.localCommit().orElse("");
            if (session.settings().offline()) {
                return new Upgrade(wanted.address(), source.revision(), local, "", "the network may not be used");
            }
            return new Upgrade(wanted.address(), source.revision(), local, download.remoteCommit(), "");
        } catch (Refused e) {
            HubRefusal refusal = HubRefusal.of(e, source.id(), source.revision(), session.settings());
            return new Upgrade(wanted.address(), source.revision(), local, "", refusal.sentence());
        } catch (IOException e) {
            String reason = session.settings().secrets().reason(e);
            return new Upgrade(wanted.address(), source.revision(), local, "", reason);
        } catch (WhisperException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("model '{}' failed unexpectedly", wanted.address(), e);
            String reason = session.settings().secrets().hiddenIn(unexpected(e));
            return new Upgrade(wanted.address(), source.revision(), local, "", reason);
        }
    }

    @Override
    public Access access() {
        Settings settings = Settings.of(DownloadOptions.defaults(), environment);
        return new Access(
                settings.trusted().toString(),
                settings.offline(),
                settings.token().source());
    }
}
