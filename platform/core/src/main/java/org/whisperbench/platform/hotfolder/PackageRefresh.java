package org.whisperbench.platform.hotfolder;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** Makes the framework let go of a bundle's old content. */
final class PackageRefresh {

    private final BundleContext context;

    PackageRefresh(BundleContext context) {
        this.context = context;
    }

    /** Returns when it has happened, or the thread was interrupted. */
    void of(Bundle bundle) {
        CountDownLatch done = new CountDownLatch(1);
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> done.countDown());
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
