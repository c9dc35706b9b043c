package org.whisperbench.platform.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** Bundles that do not resolve, and what they miss. */
final class BundleFindings {

    private BundleFindings() {}

    static List<Finding> of(Bundle[] bundles) {
        List<BundleCapability> offers = new ArrayList<>();
        for (Bundle bundle : bundles) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                offers.addAll(revision.getDeclaredCapabilities(null));
            }
        }
        return Arrays.stream(bundles)
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED)
                .map(bundle -> finding(bundle, offers))
                .toList();
    }

    private static Finding finding(Bundle bundle, List<BundleCapability> offers) {
        String subject = "bundle '%s' %s".formatted(bundle.getSymbolicName(), bundle.getVersion());
        List<String> missing = missing(bundle, offers);
        String fact = missing.isEmpty()
                ? "it does not resolve: what it needs is there, but does not resolve itself or does not fit together"
                : "it does not resolve: nobody offers " + String.join(", ", missing);
        return Finding.warning(subject, fact, "install the bundle that offers it, or delete this one");
    }

    private static List<String> missing(Bundle bundle, List<BundleCapability> offers) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return List.of();
        }
        return revision.getDeclaredRequirements(null).stream()
                .filter(BundleFindings::isNeededToResolve)
                .filter(requirement -> offers.stream().noneMatch(requirement::matches))
                .map(BundleFindings::words)
                .toList();
    }

    private static boolean isNeededToResolve(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        String effective =
                directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        return effective.equals(Namespace.EFFECTIVE_RESOLVE)
                && !Namespace.RESOLUTION_OPTIONAL.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
    }

    /** Such as {@code the package 'org.x' (version>=1.0.0) (!(version>=2.0.0))}. */
    private static String words(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        if (requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)) {
            String name = filter.replaceFirst(".*\\(osgi\\.wiring\\.package=([^)]*)\\).*", "$1");
            String range = isFilter(filter)
                    ? filter.replaceFirst(".*\\(osgi\\.wiring\\.package=[^)]*\\)", "")
                            .replaceFirst("\\)$", "")
                    : "";
            return "the package '%s'%s".formatted(name, range.isEmpty() ? "" : " " + range);
        }
        return "'%s' %s".formatted(requirement.getNamespace(), filter);
    }

    private static boolean isFilter(String text) {
        try {
            return !FrameworkUtil.createFilter(text).toString().isEmpty() && text.contains(Constants.VERSION_ATTRIBUTE);
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }
}
