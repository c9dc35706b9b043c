package org.whisperbench.platform.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.whisperbench.platform.hotfolder.HotJar;
import org.whisperbench.platform.hotfolder.MissingParts;

/** Bundles that do not resolve, and what they miss. */
final class BundleFindings {

    private BundleFindings() {}

    static List<Finding> of(BundleContext context) {
        // Nobody resolves a bundle before it is needed, such as those of the prompt by a single command.
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .resolveBundles(unresolved(context).toList());
        MissingParts missing = new MissingParts(context);
        return unresolved(context).map(bundle -> finding(bundle, missing)).toList();
    }

    private static Stream<Bundle> unresolved(BundleContext context) {
        return Arrays.stream(context.getBundles()).filter(bundle -> bundle.getState() == Bundle.INSTALLED);
    }

    private static Finding finding(Bundle bundle, MissingParts missing) {
        String reason = missing.of(bundle)
                .orElse("what it needs is there, but does not resolve itself or does not fit together");
        return Finding.warning(
                "bundle '%s' %s".formatted(bundle.getSymbolicName(), bundle.getVersion()),
                "it does not resolve: " + reason.replaceFirst("; add a bundle.*", ""),
                "add the bundle that has it, or delete "
                        + HotJar.of(bundle).map(jar -> "'" + jar.path() + "'").orElse("this one"));
    }
}
