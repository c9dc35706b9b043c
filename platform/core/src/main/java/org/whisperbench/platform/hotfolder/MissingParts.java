package org.whisperbench.platform.hotfolder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a bundle that does not resolve needs and no other bundle has.
 *
 * @param context of any bundle of the framework
 */
public record MissingParts(BundleContext context) {

    private static final Pattern LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern NEXT = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");
    private static final Pattern JAVA = Pattern.compile("\\(version=([0-9.]+)\\)");
    private static final Pattern ZEROES = Pattern.compile("(\\.0)+$");

    /**
     * Says in words why a bundle stays unresolved.
     *
     * @param bundle a bundle that is installed
     * @return its missing packages with their ranges of versions, or empty if nothing that it names is missing
     */
    public Optional<String> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<String> missing = new ArrayList<>();
        for (BundleRequirement need :
                revision == null ? List.<BundleRequirement>of() : revision.getDeclaredRequirements(null)) {
            if (isNeeded(need) && capabilities(need.getNamespace()).noneMatch(need::matches)) {
                missing.add(words(need));
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of("it needs " + String.join(", and ", missing));
    }

    /** Whether the framework resolves no bundle without it. */
    private static boolean isNeeded(BundleRequirement need) {
        String resolution = need.getDirectives().getOrDefault(Constants.RESOLUTION_DIRECTIVE, "mandatory");
        String effective = need.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve");
        return resolution.equals("mandatory")
                && effective.equals("resolve")
                && !BundleRevision.HOST_NAMESPACE.equals(need.getNamespace());
    }

    private Stream<BundleCapability> capabilities(String namespace) {
        return Stream.of(context.getBundles())
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(namespace).stream());
    }

    private String words(BundleRequirement need) {
        String filter = need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        Matcher name = Pattern.compile("\\(" + Pattern.quote(need.getNamespace()) + "=([^)]+)\\)")
                .matcher(filter);
        Matcher java = JAVA.matcher(filter);
        if (need.getNamespace().equals("osgi.ee") && java.find()) {
            return "Java %s or later, and this is Java %d"
                    .formatted(java.group(1), Runtime.version().feature());
        }
        if (!BundleRevision.PACKAGE_NAMESPACE.equals(need.getNamespace()) || !name.find()) {
            return "the capability '" + need.getNamespace() + "' with " + filter;
        }
        String others = others(name.group(1));
        return "package '%s'%s, which no bundle exports%s; add a bundle that does"
                .formatted(name.group(1), range(filter), others);
    }

    private static String range(String filter) {
        Matcher least = LEAST.matcher(filter);
        Matcher next = NEXT.matcher(filter);
        if (next.find()) {
            String from = least.find() && least.start() < next.start() ? least.group(1) : "0";
            return " in version [%s,%s)".formatted(shortened(from), shortened(next.group(1)));
        }
        return least.find() ? " in version " + shortened(least.group(1)) + " or later" : "";
    }

    private static String shortened(String version) {
        return ZEROES.matcher(version).replaceFirst("");
    }

    /** The versions of a package that are there. */
    private String others(String name) {
        List<String> versions = capabilities(BundleRevision.PACKAGE_NAMESPACE)
                .filter(there -> name.equals(there.getAttributes().get(BundleRevision.PACKAGE_NAMESPACE)))
                .map(there -> String.valueOf(there.getAttributes().get(Constants.VERSION_ATTRIBUTE)))
                .distinct()
                .sorted()
                .toList();
        return versions.isEmpty() ? "" : " (there is " + String.join(", ", versions) + ")";
    }
}
