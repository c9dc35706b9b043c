package org.whisperbench.platform.hotfolder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs, updates and removes the bundle of a jar; whatever is wrong with it is one line in the log. FileInstall calls
 * it from one thread per folder.
 */
@SuppressWarnings("checkstyle:IllegalType") // FileInstall's interface speaks of File
final class BackendInstaller implements ArtifactInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(BackendInstaller.class);

    private final BundleContext context;
    private final List<Path> folders;
    private final SeenJars seen;
    private final PackageRefresh refresh;
    private final MissingParts missing;
    private final ReentrantLock lock = new ReentrantLock();
    /** Jars whose bundles run, unless somebody stopped one, or the framework had to. */
    private final Set<Path> running = new HashSet<>();
    /** What was refused for a reason that a change of another bundle may take away. */
    private final Set<Path> waiting = new LinkedHashSet<>();
    /** Bundles that ran until the framework had to stop them, and that it could not start again. */
    private final Queue<Bundle> lost = new ConcurrentLinkedQueue<>();
    /** Why jars that are there cannot be used, as was told. */
    private final Map<Path, String> refused = new ConcurrentSkipListMap<>();

    BackendInstaller(BundleContext context, List<Path> folders) {
        this.context = context;
        this.folders = folders;
        this.seen = new SeenJars(context.getDataFile("hot").toPath());
        this.refresh = new PackageRefresh(context);
        this.missing = new MissingParts(context);
    }

    /** Removes bundles of an earlier run whose jars are gone since. */
    void removeOrphans() {
        for (Bundle bundle : context.getBundles()) {
            HotJar.of(bundle)
                    .map(HotJar::path)
                    .filter(jar -> !Files.exists(jar) || !canHandle(jar.toFile()))
                    .ifPresent(jar -> remove(jar, refresh::soon));
        }
    }

    @Override
    public boolean canHandle(java.io.File artifact) {
        Path path = artifact.toPath().toAbsolutePath();
        return folders.contains(path.getParent())
                && path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    @Override
    public void install(java.io.File artifact) {
        placeThenOthers(artifact.toPath().toAbsolutePath());
    }

    @Override
    public void update(java.io.File artifact) {
        placeThenOthers(artifact.toPath().toAbsolutePath());
    }

    @Override
    public void uninstall(java.io.File artifact) {
        Path jar = artifact.toPath().toAbsolutePath();
        lock.lock();
        try {
            forget(jar);
            remove(jar, refresh::of);
            retry();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Path jar, Consumer<Bundle> refreshing) {
        Bundle bundle = context.getBundle(location(jar));
        if (bundle == null) {
            return;
        }
        try {
            bundle.uninstall();
            refreshing.accept(bundle);
            seen.forget(bundle);
            LOG.info("bundle '{}' {} was removed", bundle.getSymbolicName(), bundle.getVersion());
        } catch (BundleException e) {
            refuse(jar, "cannot be removed", reason(e), e);
        }
    }

    private void forget(Path jar) {
        waiting.remove(jar);
        running.remove(jar);
        refused.remove(jar);
    }

    private void placeThenOthers(Path jar) {
        lock.lock();
        try {
            forget(jar);
            place(jar);
            retry();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of a bundle that the framework could not start again; the next {@link #retry} looks after it. */
    void lost(Bundle bundle) {
        lost.add(bundle);
    }

    /** Why jars that are there cannot be used, by their paths; never waits. */
    Map<Path, String> refused() {
        return new TreeMap<>(refused);
    }

    /** Tries again what waits for something of another bundle; says only what is new. */
    void retry() {
        lock.lock();
        try {
            for (Bundle bundle = lost.poll(); bundle != null; bundle = lost.poll()) {
                if ((bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0) {
                    HotJar.of(bundle).map(HotJar::path).ifPresent(waiting::add);
                }
            }
            int before;
            do {
                before = waiting.size();
                List.copyOf(waiting).stream().filter(Files::exists).forEach(this::place);
            } while (waiting.size() < before);
        } finally {
            lock.unlock();
        }
    }

    /** Makes the framework hold what the jar holds now, and start it. */
    private void place(Path jar) {
        Optional<String> problem = JarContent.problem(jar);
        if (problem.isPresent()) {
            refuse(jar, "was not installed", problem.get(), null);
            return;
        }
        try {
            Bundle bundle = brought(jar);
            bundle.start(Bundle.START_TRANSIENT);
            forget(jar);
            running.add(jar);
            LOG.info("bundle '{}' {} of '{}' was started", bundle.getSymbolicName(), bundle.getVersion(), jar);
        } catch (BundleException e) {
            await(jar, e);
        } catch (IOException e) {
            refuse(jar, "cannot be used", reason(e), e);
        }
    }

    private Bundle brought(Path jar) throws IOException, BundleException {
        Bundle bundle = context.getBundle(location(jar));
        // Taken before the content is read, so what is written meanwhile counts as a change.
        String state = SeenJars.state(jar);
        if (bundle == null) {
            try (InputStream content = Files.newInputStream(jar)) {
                bundle = context.installBundle(location(jar), content);
            }
            seen.remember(bundle, state);
        } else if (!seen.isUnchanged(bundle, state)) {
            bundle.stop(Bundle.STOP_TRANSIENT);
            try (InputStream content = Files.newInputStream(jar)) {
                bundle.update(content);
            }
            refresh.of(bundle);
            seen.remember(bundle, state);
        }
        return bundle;
    }

    /** Says why a bundle cannot be used; what may change with another bundle is tried again then, and said once. */
    private void await(Path jar, BundleException failure) {
        Bundle bundle = context.getBundle(location(jar));
        boolean twice = failure.getType() == BundleException.DUPLICATE_BUNDLE_ERROR;
        boolean unresolved = bundle == null || bundle.getState() == Bundle.INSTALLED;
        if (unresolved && !twice && bringNeighbours()) {
            place(jar);
            return;
        }
        String reason = bundle == null || twice || !unresolved
                ? reason(failure)
                : missing.of(bundle).orElse(reason(failure));
        await(jar, twice || unresolved);
        refuse(jar, running.remove(jar) ? "cannot be used any more" : "cannot be used", reason, failure);
    }

    private void await(Path jar, boolean healable) {
        if (healable) {
            waiting.add(jar);
        } else {
            waiting.remove(jar);
        }
    }

    /**
     * Installs what lies there and was not taken yet, since jars come one after the other and what one misses may be in the
     * next; returns whether there was anything.
     */
    private boolean bringNeighbours() {
        boolean any = false;
        for (Path folder : folders) {
            java.io.File[] there = folder.toFile().listFiles(this::canHandle);
            for (java.io.File file : there == null ? new java.io.File[0] : there) {
                any |= isNewlyBrought(file.toPath());
            }
        }
        return any;
    }

    private boolean isNewlyBrought(Path jar) {
        if (context.getBundle(location(jar)) != null || JarContent.problem(jar).isPresent()) {
            return false;
        }
        try {
            brought(jar);
            return true;
        } catch (BundleException | IOException e) {
            LOG.debug("'{}' is told of when its turn comes", jar, e);
            return false;
        }
    }

    /** The location that stands for a jar, whatever its content. */
    static String location(Path jar) {
        return new HotJar(jar).location();
    }

    private void refuse(Path jar, String how, String reason, @Nullable Exception failure) {
        if (!reason.equals(refused.put(jar, reason))) {
            LOG.warn("'{}' {}: {}", jar, how, reason);
            LOG.debug("the failure of '{}'", jar, failure);
        }
    }

    /** What was wrong first; the framework wraps it. */
    static String reason(Exception failure) {
        if (failure instanceof BundleException twice && twice.getType() == BundleException.DUPLICATE_BUNDLE_ERROR) {
            return "the bundle in it is installed already, with the same name and version; remove one of the two jars";
        }
        Throwable first = failure;
        // Who could not read a number knows less than who wanted one.
        while (first.getCause() != null && !(first.getCause() instanceof NumberFormatException)) {
            first = first.getCause();
        }
        String reason = first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
        if (first instanceof IllegalArgumentException) {
            reason = "its manifest is malformed: " + reason;
        }
        if (first instanceof LinkageError || first instanceof ClassNotFoundException) {
            reason = "a class is missing or does not fit: " + reason;
        }
        return reason.lines().findFirst().orElse(reason);
    }
}
