package org.whisperbench.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.backends.BundleBackends;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.hotfolder.HotFolders;
import org.whisperbench.platform.isolate.Isolation;
import org.whisperbench.platform.parity.Parities;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.transcribe.Transcriptions;

/**
 * Starts the platform's services. Framework properties configure it:
 *
 * <ul>
 *   <li>{@code whisperbench.models}: folders with bundled models, separated by the system's path separator
 *   <li>{@code whisperbench.scratch}: folder for temporary sound files; default: one of its own, deleted at the end
 *   <li>{@code whisperbench.backends}: hot folders, separated by the system's path separator
 *   <li>{@code whisperbench.grace.seconds}: how long a call may run on when its backend goes; default 5
 *   <li>{@code whisperbench.isolation}, {@code whisperbench.timeout.seconds}, {@code whisperbench.idle.seconds},
 *       {@code whisperbench.worker.options}: see {@link IsolationKeys}
 * </ul>
 */
public final class PlatformActivator implements BundleActivator {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformActivator.class);

    private static final String GRACE = "whisperbench.grace.seconds";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Creates the activator; the framework calls it. */
    public PlatformActivator() {
        // Work begins in start.
    }

    @Override
    public void start(BundleContext context) throws IOException {
        try {
            open(context);
        } catch (IOException | RuntimeException e) {
            // The framework stops no bundle that did not start.
            stop(context);
            throw e;
        }
    }

    private void open(BundleContext context) throws IOException {
        AudioFiles audio = new AudioFiles(scratch(context));
        StoreRoots roots = StoreRoots.of(paths(context, "whisperbench.models"), System.getenv());
        ModelStore store = ModelStore.over(roots);
        List<Path> hot = paths(context, "whisperbench.backends");
        if (!hot.isEmpty() && hasFileInstall(context)) {
            open.push(new HotFolders(context, hot));
        }
        Isolation isolation = Isolation.ofBundles(context, IsolationKeys.read(context::getProperty), isolated(context));
        open.push(isolation);
        BundleBackends tracking = new BundleBackends(context, grace(context), isolation);
        open.push(tracking);
        Backends backends = tracking.backends();
        Catalog catalog = Catalog.of(backends);
        publish(context, Backends.class, backends);
        publish(context, Catalog.class, catalog);
        publish(context, ModelStore.class, store);
        publish(context, Downloads.class, Downloads.over(roots, store, System.getenv()));
        publish(context, Checks.class, Checks.over(catalog, store, audio));
        publish(context, Transcriptions.class, Transcriptions.over(store, audio));
        publish(context, Benchmarks.class, Benchmarks.over(store, audio));
        publish(context, Parities.class, Parities.over(store, audio));
    }

    @Override
    public void stop(BundleContext context) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // what is closed here declares nothing narrower
                LOG.warn("a part of the platform did not close", e);
            }
        }
    }

    private <T> void publish(BundleContext context, Class<T> type, T service) {
        open.push(context.registerService(type, service, null)::unregister);
    }

    /** Whether FileInstall was there when this bundle was resolved: its package is an optional import. */
    private static boolean hasFileInstall(BundleContext context) {
        return context.getBundle().adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package").stream()
                .anyMatch(wire -> "org.apache.felix.fileinstall"
                        .equals(wire.getCapability().getAttributes().get("osgi.wiring.package")));
    }

    private Path scratch(BundleContext context) throws IOException {
        Optional<Path> configured =
                paths(context, "whisperbench.scratch").stream().findFirst();
        if (configured.isPresent()) {
            return Files.createDirectories(configured.get());
        }
        Path own = Files.createTempDirectory("whisperbench-");
        open.push(() -> Files.deleteIfExists(own));
        return own;
    }

    /** The framework's own place for what this bundle keeps. */
    private Path isolated(BundleContext context) throws IOException {
        Optional<Path> kept = Optional.ofNullable(context.getDataFile("isolated"))
                .map(folder -> folder.toPath().toAbsolutePath());
        if (kept.isPresent()) {
            return kept.get();
        }
        Path own = Files.createTempDirectory("whisperbench-");
        open.push(() -> Files.deleteIfExists(own));
        return own;
    }

    private static Duration grace(BundleContext context) {
        IsolationKeys.Properties properties = context::getProperty;
        return properties
                .text(GRACE)
                .map(text -> IsolationKeys.seconds(GRACE, text, 0))
                .orElse(Duration.ofSeconds(5));
    }

    private static List<Path> paths(BundleContext context, String property) {
        String value = context.getProperty(property);
        return value == null || value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(java.io.File.pathSeparator))
                        .map(p -> Path.of(p).toAbsolutePath())
                        .toList();
    }
}
