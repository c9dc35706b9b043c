package org.whisperbench.platform.hotfolder;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final Pattern JAVA = Pattern.compile("\\(version=([0-9.]+)\\)");
    private static final Pattern ZEROES = Pattern.compile("(\\.0)+$");

    /**
     * Says in words why a bundle stays unresolved.
     *
     * @param bundle a bundle that is installed
     * @return its missing packages with their ranges of versions, or empty if nothing that it names is missing
     */
    public Optional<String> of(Bundle bundle) {
        return missing(bundle, new HashSet<>()).map(parts -> "it needs " + parts);
    }

    /** What a bundle needs and does not get, by itself or since who has it does not resolve either. */
    private Optional<String> missing(Bundle bundle, Set<Bundle> asked) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || !asked.add(bundle)) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        for (BundleRequirement need : revision.getDeclaredRequirements(null)) {
            if (isNeeded(need)) {
                lack(need, asked).ifPresent(missing::add);
            }
        }
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", missing));
    }

    private Optional<String> lack(BundleRequirement need, Set<Bundle> asked) {
        List<Bundle> providers = capabilities(need.getNamespace())
                .filter(need::matches)
                .map(there -> there.getRevision().getBundle())
                .distinct()
                .toList();
        if (providers.isEmpty()) {
            return Optional.of(words(need));
        }
        if (providers.stream().anyMatch(provider -> provider.getState() != Bundle.INSTALLED)) {
            return Optional.empty();
        }
        for (Bundle provider : providers) {
            Optional<String> further = missing(provider, asked);
            if (further.isPresent()) {
                return Optional.of("%s of bundle '%s', which needs %s"
                        .formatted(subject(need), provider.getSymbolicName(), further.get()));
            }
        }
        return Optional.empty();
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
        String filter = filter(need);
        Matcher java = JAVA.matcher(filter);
        Optional<String> name = name(need);
        if (need.getNamespace().equals("osgi.ee") && java.find()) {
            return "Java %s or later, and this is Java %d"
                    .formatted(java.group(1), Runtime.version().feature());
        }
        if (name.isPresent() && BundleRevision.PACKAGE_NAMESPACE.equals(need.getNamespace())) {
            return "%s%s, which no bundle exports%s; add a bundle that does"
                    .formatted(subject(need), range(filter, Constants.VERSION_ATTRIBUTE), others(name.get()));
        }
        if (name.isPresent() && BundleRevision.BUNDLE_NAMESPACE.equals(need.getNamespace())) {
            return subject(need) + range(filter, Constants.BUNDLE_VERSION_ATTRIBUTE) + ", which is not there; add it";
        }
        return subject(need) + " with " + filter;
    }

    private static String subject(BundleRequirement need) {
        String kind = switch (need.getNamespace()) {
            case BundleRevision.PACKAGE_NAMESPACE -> "package";
            case BundleRevision.BUNDLE_NAMESPACE -> "bundle";
            default -> "the capability";
        };
        return "%s '%s'".formatted(kind, name(need).orElse(need.getNamespace()));
    }

    private static Optional<String> name(BundleRequirement need) {
        Matcher name = Pattern.compile("\\(" + Pattern.quote(need.getNamespace()) + "=([^)]+)\\)")
                .matcher(filter(need));
        boolean known = List.of(BundleRevision.PACKAGE_NAMESPACE, BundleRevision.BUNDLE_NAMESPACE)
                .contains(need.getNamespace());
        return known && name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static String filter(BundleRequirement need) {
        return need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
    }

    private static String range(String filter, String attribute) {
        Matcher least = Pattern.compile("\\(" + attribute + ">=([^)]+)\\)").matcher(filter);
        Matcher next =
                Pattern.compile("\\(!\\(" + attribute + ">=([^)]+)\\)\\)").matcher(filter);
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
