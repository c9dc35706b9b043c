package org.whisperbench.platform.hotfolder;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs, updates and removes the bundle of a jar; whatever is wrong with it is one line in the log. FileInstall calls
 * it from one thread per folder.
 */
@SuppressWarnings("checkstyle:IllegalType") // FileInstall's interface speaks of File
final class BackendInstaller implements ArtifactInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(BackendInstaller.class);
    private static final String SCHEME = "whisperbench-hot:";

    private final BundleContext context;
    private final List<Path> folders;
    private final SeenJars seen;
    private final PackageRefresh refresh;
    private final MissingParts missing;
    private final ReentrantLock lock = new ReentrantLock();
    /** What was refused for a reason that a change of another bundle may take away, and the reason that was told. */
    private final Map<Path, String> waiting = new LinkedHashMap<>();

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
            if (bundle.getLocation().startsWith(SCHEME)) {
                Path jar = Path.of(URI.create(bundle.getLocation().substring(SCHEME.length())));
                if (!Files.exists(jar) || !canHandle(jar.toFile())) {
                    remove(jar, refresh::soon);
                }
            }
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
            waiting.remove(jar);
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
            refuse(jar, reason(e), e);
        }
    }

    private void placeThenOthers(Path jar) {
        lock.lock();
        try {
            waiting.remove(jar);
            place(jar);
            retry();
        } finally {
            lock.unlock();
        }
    }

    /** Tries again what waits for something of another bundle; says only what is new. */
    void retry() {
        lock.lock();
        try {
            int before;
            do {
                before = waiting.size();
                List.copyOf(waiting.keySet()).stream().filter(Files::exists).forEach(this::place);
            } while (waiting.size() < before);
        } finally {
            lock.unlock();
        }
    }

    /** Makes the framework hold what the jar holds now, and start it. */
    private void place(Path jar) {
        if (!isBundle(jar)) {
            return;
        }
        try {
            Bundle bundle = brought(jar);
            bundle.start(Bundle.START_TRANSIENT);
            waiting.remove(jar);
            LOG.info("bundle '{}' {} of '{}' was started", bundle.getSymbolicName(), bundle.getVersion(), jar);
        } catch (BundleException e) {
            await(jar, e);
        } catch (IOException e) {
            refuse(jar, reason(e), e);
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
        String reason = bundle == null || twice || !unresolved
                ? reason(failure)
                : missing.of(bundle).orElse(reason(failure));
        if (!(twice || unresolved) || !reason.equals(waiting.put(jar, reason))) {
            refuse(jar, reason, failure);
        }
    }

    /** The location that stands for a jar, whatever its content. */
    static String location(Path jar) {
        return SCHEME + jar.toUri();
    }

    private static boolean isBundle(Path jar) {
        if (!Files.isRegularFile(jar)) {
            LOG.warn("'{}' was not installed: it is no file; remove it", jar);
            return false;
        }
        try (JarFile content = new JarFile(jar.toFile())) {
            Manifest manifest = content.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
                LOG.warn("'{}' was not installed: it is a fragment of another bundle, and no backend", jar);
                return false;
            }
            if (headers.getValue(Constants.BUNDLE_SYMBOLICNAME) != null) {
                return true;
            }
            LOG.warn(
                    "'{}' was not installed: it is a jar, but no OSGi bundle (its manifest has no {})",
                    jar,
                    Constants.BUNDLE_SYMBOLICNAME);
        } catch (IOException e) {
            LOG.warn(
                    "'{}' was not installed: it is no whole jar ({}); it is taken when it is whole",
                    jar,
                    e.getMessage());
        }
        return false;
    }

    private static void refuse(Path jar, String reason, Exception failure) {
        LOG.warn("'{}' cannot be used: {}", jar, reason);
        LOG.debug("the failure of '{}'", jar, failure);
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
