package org.whisperbench.platform.backends;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.isolate.Placed;

/** Holds the backends that are there now. */
final class BackendRegistry implements Backends {

    private static final Logger LOG = LoggerFactory.getLogger(BackendRegistry.class);
    private static final Comparator<RegisteredBackend> ORDER = Comparator.comparing(
                    (RegisteredBackend b) -> b.info().id())
            .thenComparing(RegisteredBackend::version, BundleVersion.ORDER.reversed());

    private final BiFunction<WhisperBackend, BackendInfo, Placed> place;
    private final Consumer<Placed> release;
    private final Duration patience;
    private final List<TrackedBackend> backends = new CopyOnWriteArrayList<>();
    private final List<Map.Entry<Object, BackendProblem>> problems = new CopyOnWriteArrayList<>();

    /** Holds backends as they are. */
    BackendRegistry() {
        this(FirstLook.patient().patience());
    }

    /** Holds backends as they are; each has so long to answer a question. */
    BackendRegistry(Duration patience) {
        this((backend, info) -> Placed.asItIs(backend), backend -> {}, patience);
    }

    /** Holds backends whose engines may run elsewhere, until they are released. */
    BackendRegistry(BiFunction<WhisperBackend, BackendInfo, Placed> place, Consumer<Placed> release) {
        this(place, release, FirstLook.patient().patience());
    }

    private BackendRegistry(
            BiFunction<WhisperBackend, BackendInfo, Placed> place, Consumer<Placed> release, Duration patience) {
        this.patience = patience;
        this.place = place;
        this.release = release;
    }

    /** Adds what a plain class path provides. */
    static BackendRegistry of(ClassLoader loader, BackendRegistry registry) {
        for (Provider provider : Provider.load(loader, FirstLook.patient())) {
            String version =
                    Optional.ofNullable(provider.implementationVersion()).orElse("0.0.0");
            registry.add(provider, "class path", version);
        }
        return registry;
    }

    /** Adds backends that are there already. */
    static BackendRegistry of(String version, WhisperBackend[] backends, BackendRegistry registry) {
        for (WhisperBackend backend : backends) {
            registry.add(new Provider.Usable(backend, backend.info()), "class path", version);
        }
        return registry;
    }

    /** Adds what a bundle provides; returns the backend if it is usable. */
    Optional<TrackedBackend> add(Provider provider, String bundle, String version) {
        if (provider instanceof Provider.Usable usable) {
            Placed placed = place.apply(usable.backend(), usable.info());
            TrackedBackend backend = new TrackedBackend(placed, usable.info(), version, patience);
            backends.add(backend);
            LOG.info("backend '{}' of bundle '{}' was added", backend.address(), bundle);
            return Optional.of(backend);
        }
        String problem = ((Provider.Broken) provider).problem();
        problems.add(Map.entry(bundle + version, new BackendProblem(bundle, version, problem)));
        LOG.warn("a backend of bundle '{}' {} cannot be used: {}", bundle, version, problem);
        return Optional.empty();
    }

    /** Takes a backend away: refuses new calls at once and returns when none is running or it is hopeless. */
    void remove(TrackedBackend backend, Duration grace) {
        backends.remove(backend);
        backend.retire(grace);
        release.accept(backend.placed());
        LOG.info("backend '{}' was removed", backend.address());
    }

    /** Forgets the problems of a bundle that is gone. */
    void forgetProblems(String bundle, String version) {
        problems.removeIf(p -> p.getKey().equals(bundle + version));
    }

    @Override
    public List<RegisteredBackend> list() {
        List<RegisteredBackend> sorted = new ArrayList<>(backends);
        sorted.sort(ORDER);
        return List.copyOf(sorted);
    }

    @Override
    public List<BackendProblem> problems() {
        return problems.stream().map(Map.Entry::getValue).toList();
    }
}
