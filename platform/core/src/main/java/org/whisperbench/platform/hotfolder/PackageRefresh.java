package org.whisperbench.platform.hotfolder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the framework let go of a bundle's old content. */
final class PackageRefresh {

    private static final Logger LOG = LoggerFactory.getLogger(PackageRefresh.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final BundleContext context;

    PackageRefresh(BundleContext context) {
        this.context = context;
    }

    /** Lets it happen: if the bundle that starts in this thread has to do with it, only after that start. */
    void soon(Bundle bundle) {
        begin(bundle, event -> {});
    }

    /** Returns when it has happened, is taking too long, or the thread was interrupted. */
    void of(Bundle bundle) {
        CountDownLatch done = new CountDownLatch(1);
        begin(bundle, event -> done.countDown());
        try {
            if (!done.await(LONGEST.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("the packages of bundle '{}' are still being refreshed", bundle.getSymbolicName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Bundle bundle, FrameworkListener done) {
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), done);
    }
}
