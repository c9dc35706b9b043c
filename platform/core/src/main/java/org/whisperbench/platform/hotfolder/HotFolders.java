package org.whisperbench.platform.hotfolder;

import java.nio.file.Path;
import java.util.List;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Takes the jars in some folders over from FileInstall. */
public final class HotFolders implements AutoCloseable {

    private final ServiceRegistration<ArtifactInstaller> registration;

    /**
     * Starts taking over.
     *
     * @param context installs the bundles
     * @param folders absolute paths of the folders
     */
    public HotFolders(BundleContext context, List<Path> folders) {
        BackendInstaller installer = new BackendInstaller(context, List.copyOf(folders));
        installer.removeOrphans();
        this.registration = context.registerService(ArtifactInstaller.class, installer, null);
    }

    /** Leaves the folders alone; what was installed stays. */
    @Override
    public void close() {
        registration.unregister();
    }
}
