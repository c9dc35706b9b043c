package org.whisperbench.platform.doctor;

import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.whisperbench.platform.hotfolder.MissingParts;

/** Bundles that do not resolve, and what they miss. */
final class BundleFindings {

    private BundleFindings() {}

    static List<Finding> of(BundleContext context) {
        MissingParts missing = new MissingParts(context);
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                .map(bundle -> finding(bundle, missing))
                .toList();
    }

    private static Finding finding(Bundle bundle, MissingParts missing) {
        String reason = missing.of(bundle)
                .orElse("what it needs is there, but does not resolve itself or does not fit together");
        return Finding.warning(
                "bundle '%s' %s".formatted(bundle.getSymbolicName(), bundle.getVersion()),
                "it does not resolve: " + reason.replaceFirst("; add a bundle.*", ""),
                "add the bundle that has it, or delete this one");
    }
}
