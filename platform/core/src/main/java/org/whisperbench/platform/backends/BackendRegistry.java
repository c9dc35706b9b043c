package org.whisperbench.platform.backends;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the backends that are there now. */
final class BackendRegistry implements Backends {

    private static final Logger LOG = LoggerFactory.getLogger(BackendRegistry.class);
    private static final Comparator<RegisteredBackend> ORDER = Comparator.comparing(
                    (RegisteredBackend b) -> b.info().id())
            .thenComparing(RegisteredBackend::version, BundleVersion.ORDER.reversed());

    private final List<TrackedBackend> backends = new CopyOnWriteArrayList<>();
    private final List<Map.Entry<Object, BackendProblem>> problems = new CopyOnWriteArrayList<>();

    /** Adds what a bundle provides; returns the backend if it is usable. */
    Optional<TrackedBackend> add(Provider provider, String bundle, String version) {
        if (provider instanceof Provider.Usable usable) {
            TrackedBackend backend = new TrackedBackend(usable.backend(), usable.info(), version);
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
