package org.whisperbench.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.Felix;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** What {@link Host} starts for the prompt, but inside the test's process, where its threads and loaders can be seen. */
public final class InnerHost {

    private final FrameworkSlot slot;
    private final Framework framework;

    private InnerHost(FrameworkSlot slot, Framework framework) {
        this.slot = slot;
        this.framework = framework;
    }

    /** Starts an installation for a user whose hot folder is {@code backends} in a folder. */
    public static InnerHost start(Path home, Path user, Map<String, String> settings)
            throws IOException, BundleException {
        Installation installation = Installation.at(home);
        installation.settings().putAll(settings);
        UserFolders folders = new UserFolders(user.resolve("cache"), user.resolve("backends"), user.resolve("history"));
        FrameworkSlot slot = FrameworkSlot.take(folders.cache(), installation);
        Framework framework = new Felix(HostConfiguration.of(installation, folders, slot));
        framework.init();
        framework.start();
        BundleSet bundles = new BundleSet(framework.getBundleContext(), installation.bundles());
        bundles.bringUpToDate();
        bundles.start(BundleSet.Part.PLATFORM);
        bundles.start(BundleSet.Part.WATCH);
        return new InnerHost(slot, framework);
    }

    /** Of the system bundle. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Stops it, with all that it started. */
    public void stop() throws IOException, BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(60_000);
        slot.close();
    }
}
