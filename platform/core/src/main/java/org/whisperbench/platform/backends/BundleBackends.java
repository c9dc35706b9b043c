package org.whisperbench.platform.backends;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.isolate.Isolation;

/**
 * Finds backends in the bundles of a framework: every bundle that is wired to our api package is asked for its providers
 * with {@link java.util.ServiceLoader} and its own class loader, so neither a mediator bundle nor the thread's context
 * class loader is needed. What is found is also published as an OSGi service in that bundle's name: with its engine in a
 * process of its own, if that is where it belongs.
 */
public final class BundleBackends implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BundleBackends.class);
    private static final String SERVICE_FILE = "META-INF/services/" + WhisperBackend.class.getName();

    private final BackendRegistry registry;
    private final BundleTracker<Found> tracker;

    /**
     * Starts looking; bundles that are active already are found before this returns.
     *
     * @param context of the bundle that looks
     * @param grace how long a call may run on when its backend's bundle stops, before it is interrupted
     * @param isolation where engines with native code run
     */
    public BundleBackends(BundleContext context, Duration grace, Isolation isolation) {
        this(context, grace, isolation, FirstLook.patient());
    }

    BundleBackends(BundleContext context, Duration grace, Isolation isolation, FirstLook look) {
        this.registry = new BackendRegistry(isolation::place, isolation::release);
        Customizer customizer = new Customizer(registry, grace, look);
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, customizer);
        tracker.open();
    }

    /**
     * Returns the live registry.
     *
     * @return the backends
     */
    public Backends backends() {
        return registry;
    }

    /** Stops looking; every backend is removed as if its bundle had stopped. */
    @Override
    public void close() {
        tracker.close();
    }

    /** What one bundle provides. */
    private record Found(List<TrackedBackend> backends, List<ServiceRegistration<WhisperBackend>> services) {}

    private record Customizer(BackendRegistry registry, Duration grace, FirstLook look)
            implements BundleTrackerCustomizer<Found> {

        @Override
        public @org.jspecify.annotations.Nullable Found addingBundle(Bundle bundle, BundleEvent event) {
            // A bundle that is starting and not lazily activated is asked when it is active.
            boolean lazy = bundle.getHeaders("").get("Bundle-ActivationPolicy") != null;
            if ((bundle.getState() == Bundle.STARTING && !lazy) || !providesBackends(bundle)) {
                return null;
            }
            Found found = new Found(new ArrayList<>(), new ArrayList<>());
            String version = bundle.getVersion().toString();
            ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
            for (Provider provider : Provider.load(loader, look)) {
                registry.add(provider, bundle.getSymbolicName(), version).ifPresent(backend -> {
                    found.backends().add(backend);
                    publish(bundle, backend, found.services());
                });
            }
            return found;
        }

        @Override
        public void modifiedBundle(Bundle bundle, BundleEvent event, Found found) {
            // A change between STARTING and ACTIVE changes nothing that was found.
        }

        @Override
        public void removedBundle(Bundle bundle, BundleEvent event, Found found) {
            found.services().forEach(Customizer::withdraw);
            found.backends().forEach(backend -> registry.remove(backend, grace));
            registry.forgetProblems(
                    bundle.getSymbolicName(), bundle.getVersion().toString());
        }

        private static boolean providesBackends(Bundle bundle) {
            if (bundle.getSymbolicName() == null || bundle.getEntry(SERVICE_FILE) == null) {
                return false;
            }
            try {
                return bundle.loadClass(WhisperBackend.class.getName()) == WhisperBackend.class;
            } catch (ClassNotFoundException e) {
                LOG.warn(
                        "bundle '{}' names a backend but does not import the package {}",
                        bundle.getSymbolicName(),
                        WhisperBackend.class.getPackageName());
                return false;
            }
        }

        private static void publish(
                Bundle bundle, TrackedBackend backend, List<ServiceRegistration<WhisperBackend>> services) {
            BundleContext context = bundle.getBundleContext();
            Map<String, String> properties =
                    Map.of("whisperbench.backend", backend.info().id());
            try {
                if (context != null) {
                    services.add(context.registerService(
                            WhisperBackend.class, backend.placed().backend(), FrameworkUtil.asDictionary(properties)));
                }
            } catch (IllegalStateException e) {
                LOG.debug("bundle '{}' stopped while its backend was published", bundle.getSymbolicName(), e);
            }
        }

        private static void withdraw(ServiceRegistration<WhisperBackend> registration) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                LOG.debug("a service was withdrawn already", e);
            }
        }
    }
}
