package org.whisperbench.platform.hotfolder;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    BackendInstaller(BundleContext context, List<Path> folders) {
        this.context = context;
        this.folders = folders;
        this.seen = new SeenJars(context.getDataFile("hot").toPath());
        this.refresh = new PackageRefresh(context);
    }

    /** Removes bundles of an earlier run whose jars are gone since. */
    void removeOrphans() {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(SCHEME)) {
                Path jar = Path.of(URI.create(bundle.getLocation().substring(SCHEME.length())));
                if (!Files.exists(jar) || !canHandle(jar.toFile())) {
                    uninstall(jar.toFile());
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
        place(artifact.toPath().toAbsolutePath());
    }

    @Override
    public void update(java.io.File artifact) {
        place(artifact.toPath().toAbsolutePath());
    }

    @Override
    public void uninstall(java.io.File artifact) {
        Path jar = artifact.toPath().toAbsolutePath();
        Bundle bundle = context.getBundle(location(jar));
        if (bundle == null) {
            return;
        }
        try {
            bundle.uninstall();
            refresh.of(bundle);
            seen.forget(bundle);
            LOG.info("bundle '{}' {} was removed", bundle.getSymbolicName(), bundle.getVersion());
        } catch (BundleException e) {
            refuse(jar, e);
        }
    }

    /** Makes the framework hold what the jar holds now, and start it. */
    private void place(Path jar) {
        if (!isBundle(jar)) {
            return;
        }
        Bundle bundle = context.getBundle(location(jar));
        try {
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
            bundle.start(Bundle.START_TRANSIENT);
            LOG.info("bundle '{}' {} of '{}' was started", bundle.getSymbolicName(), bundle.getVersion(), jar);
        } catch (IOException | BundleException e) {
            refuse(jar, e);
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
            LOG.warn("'{}' was not installed: it is no whole jar ({}); copy it again", jar, e.getMessage());
        }
        return false;
    }

    private static void refuse(Path jar, Exception failure) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        LOG.warn("'{}' cannot be used: {}", jar, reason.lines().findFirst().orElse(reason));
        LOG.debug("the failure of '{}'", jar, failure);
    }
}
