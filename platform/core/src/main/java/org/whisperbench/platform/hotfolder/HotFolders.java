package org.whisperbench.platform.hotfolder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the jars in some folders over from FileInstall, and tries again those that miss something when bundles change. */
public final class HotFolders implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HotFolders.class);
    private static final int CHANGES =
            BundleEvent.INSTALLED | BundleEvent.UPDATED | BundleEvent.UNINSTALLED | BundleEvent.RESOLVED;

    private final BundleContext context;
    private final ServiceRegistration<ArtifactInstaller> registration;
    private final BundleListener changes;
    private final FrameworkListener failures;
    private final BackendInstaller installer;
    private final ExecutorService again = retries();

    /**
     * Starts taking over.
     *
     * @param context installs the bundles
     * @param folders absolute paths of the folders
     */
    public HotFolders(BundleContext context, List<Path> folders) {
        this.context = context;
        this.installer = new BackendInstaller(context, List.copyOf(folders));
        installer.removeOrphans();
        // Elsewhere than in the thread of the events: starting a bundle waits for events.
        this.changes = event -> {
            if ((event.getType() & CHANGES) != 0) {
                again.execute(() -> retry(installer));
            }
        };
        // A bundle is stopped with one that it is wired to, and then started again if that can be. Nobody else tells
        // that it cannot be; of a bundle that somebody stopped on purpose, the framework says no such thing.
        this.failures = event -> {
            if (event.getType() == FrameworkEvent.ERROR
                    && event.getThrowable() instanceof BundleException
                    && HotJar.of(event.getBundle()).isPresent()) {
                installer.lost(event.getBundle());
                again.execute(() -> retry(installer));
            }
        };
        context.addBundleListener(changes);
        context.addFrameworkListener(failures);
        this.registration = context.registerService(ArtifactInstaller.class, installer, null);
    }

    /**
     * Returns what cannot be used of what lies in the folders.
     *
     * @return by the path of each jar, in order, what is wrong with it and, after a semicolon, what may be done
     */
    public Map<Path, String> refused() {
        return installer.refused();
    }

    private static void retry(BackendInstaller installer) {
        try {
            installer.retry();
        } catch (IllegalStateException e) {
            LOG.debug("the framework or the platform stopped meanwhile", e);
        }
    }

    /** One thread, which is there only while it has something to do; one more turn waits for all changes meanwhile. */
    private static ExecutorService retries() {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1),
                work -> new Thread(work, "whisperbench hot folders"),
                new ThreadPoolExecutor.DiscardPolicy());
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }

    /** Leaves the folders alone; what was installed stays. */
    @Override
    public void close() {
        registration.unregister();
        context.removeBundleListener(changes);
        context.removeFrameworkListener(failures);
        again.shutdownNow();
        try {
            if (!again.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.debug("a jar is still being tried");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
