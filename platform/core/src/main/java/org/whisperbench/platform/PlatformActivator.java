package org.whisperbench.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
import org.whisperbench.platform.doctor.Doctor;
import org.whisperbench.platform.doctor.FrameworkDoctor;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.hotfolder.HotFolders;
import org.whisperbench.platform.isolate.Folders;
import org.whisperbench.platform.isolate.Isolation;
import org.whisperbench.platform.parity.Parities;
import org.whisperbench.platform.provision.Provisions;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.transcribe.Transcriptions;

/**
 * Starts the platform's services. Configuration Admin configures it under {@code org.whisperbench} where it is there; for
 * a key that it does not have, a framework property, and then a system property of the same name counts:
 *
 * <ul>
 *   <li>{@code whisperbench.models}: folders with bundled models, separated by the system's path separator
 *   <li>{@code whisperbench.scratch}: folder for temporary sound files; default: one of its own, deleted at the end
 *   <li>{@code whisperbench.caches}: the user's cache folder, for results of checks, for what engines keep, and for the doctor;
 *       default: none
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
    private Map<String, String> managed = Map.of();
    /** What meant nothing, so that hearing it again changes nothing. */
    private @Nullable Map<String, String> refused;

    private @Nullable AutoCloseable listening;
    private boolean stopped;

    /** Creates the activator; the framework calls it. */
    public PlatformActivator() {
        // Work begins in start.
    }

    @Override
    public void start(BundleContext context) throws Exception {
        boolean manageable = isWired(context, "org.osgi.service.cm");
        if (manageable) {
            managed = ManagedSettings.now(context);
        }
        try {
            open(context);
        } catch (IOException | RuntimeException e) {
            // The framework stops no bundle that did not start.
            close();
            if (managed.isEmpty()) {
                throw e;
            }
            LOG.warn("configuration '{}' is not used: {}", ManagedSettings.PID, e.getMessage());
            refused = managed;
            reopen(context, Map.of());
        }
        if (manageable) {
            listening = new ManagedSettings(settings -> configure(context, settings)).listen(context);
        }
    }

    /** Begins anew with other settings; those that mean nothing change nothing. */
    private synchronized void configure(BundleContext context, Map<String, String> settings) {
        boolean echo = settings.equals(refused);
        refused = null;
        if (stopped || settings.equals(managed) || echo) {
            return;
        }
        Map<String, String> before = managed;
        try {
            reopen(context, settings);
        } catch (IOException | RuntimeException e) {
            LOG.warn("configuration '{}' is not used: {}", ManagedSettings.PID, e.getMessage());
            try {
                reopen(context, before);
            } catch (IOException | RuntimeException again) {
                LOG.error("the platform did not start again with its former configuration", again);
            }
        }
    }

    private void reopen(BundleContext context, Map<String, String> settings) throws IOException {
        close();
        managed = settings;
        open(context);
    }

    private void open(BundleContext context) throws IOException {
        Settings settings = key -> managed.getOrDefault(key, context.getProperty(key));
        ScratchFolder scratch = ScratchFolder.of(settings);
        open.push(scratch);
        AudioFiles audio = new AudioFiles(scratch.path());
        StoreRoots roots =
                ModelFolders.of(settings.paths("whisperbench.models"), System.getenv(), System.getProperty("os.name"));
        ModelStore store = ModelStore.over(roots);
        List<Path> hot = settings.paths("whisperbench.backends");
        Supplier<Map<Path, String>> refused = Map::of;
        if (!hot.isEmpty() && isWired(context, "org.apache.felix.fileinstall")) {
            HotFolders watched = new HotFolders(context, hot);
            open.push(watched);
            refused = watched::refused;
        }
        FrameworkDoctor.Folders folders = doctors(settings, refused);
        Isolation isolation = Isolation.ofBundles(context, IsolationKeys.read(settings), isolated(context));
        open.push(isolation);
        BundleBackends tracking = new BundleBackends(context, grace(settings), isolation);
        open.push(tracking);
        Backends backends = tracking.backends();
        Catalog catalog = Catalog.of(backends);
        publish(context, Backends.class, () -> backends);
        publish(context, Catalog.class, () -> catalog);
        publish(context, ModelStore.class, () -> store);
        publish(context, Downloads.class, () -> Downloads.over(roots, store, System.getenv()));
        publish(
                context,
                Checks.class,
                () -> Checks.over(catalog, store, audio, caches(settings).map(c -> c.resolve("checks"))));
        publish(context, Transcriptions.class, () -> Transcriptions.over(store, audio));
        publish(context, Benchmarks.class, () -> Benchmarks.over(store, audio));
        publish(context, Parities.class, () -> Parities.over(store, audio));
        publish(context, Provisions.class, () -> Provisions.over(backends, System.getenv()));
        publish(context, Doctor.class, () -> new FrameworkDoctor(context, backends, store, folders, System.getenv()));
    }

    private static FrameworkDoctor.Folders doctors(Settings settings, Supplier<Map<Path, String>> refused) {
        return new FrameworkDoctor.Folders(
                settings.text("whisperbench.scratch").map(Path::of),
                settings.paths("whisperbench.backends"),
                caches(settings),
                refused);
    }

    private static Optional<Path> caches(Settings settings) {
        return settings.paths("whisperbench.caches").stream().findFirst();
    }

    @Override
    public void stop(BundleContext context) throws Exception {
        if (listening != null) {
            listening.close();
        }
        end();
    }

    private synchronized void end() {
        stopped = true;
        close();
    }

    private synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // what is closed here declares nothing narrower
                LOG.warn("a part of the platform did not close", e);
            }
        }
    }

    /** Made when somebody first asks for it: a command that only lists waits for nothing else. */
    private <T> void publish(BundleContext context, Class<T> type, Supplier<T> maker) {
        open.push(context.registerService(type, new OnDemand<>(maker), null)::unregister);
    }

    /** Whether a package that is an optional import was there when this bundle was resolved. */
    private static boolean isWired(BundleContext context, String name) {
        return context.getBundle().adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package").stream()
                .anyMatch(
                        wire -> name.equals(wire.getCapability().getAttributes().get("osgi.wiring.package")));
    }

    /** The framework's own place for what this bundle keeps. */
    private Path isolated(BundleContext context) throws IOException {
        Optional<Path> kept = Optional.ofNullable(context.getDataFile("isolated"))
                .map(folder -> folder.toPath().toAbsolutePath());
        if (kept.isPresent()) {
            return kept.get();
        }
        Path own = Files.createTempDirectory("whisperbench-");
        open.push(() -> Folders.delete(own));
        return own;
    }

    private static Duration grace(Settings settings) {
        return settings.text(GRACE)
                .map(text -> IsolationKeys.seconds(GRACE, text, 0))
                .orElse(Duration.ofSeconds(5));
    }
}
