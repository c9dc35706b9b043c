package org.whisperbench.platform.isolate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clause of {@code Bundle-NativeCode} that fits this machine, see OSGi Core, section 3.10. What this machine is says the
 * framework, with all names that a processor and a system have.
 *
 * @param machine attributes of the framework's capability {@code osgi.native}
 * @param context whose properties filters of clauses are about
 */
record NativeLibraries(Map<String, Object> machine, BundleContext context) {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
    private static final Pattern ATTRIBUTE = Pattern.compile("\\(\\s*([^()=<>~]+?)\\s*[<>~]?=");

    static NativeLibraries of(BundleContext context) {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        BundleRevision revision = system == null ? null : system.adapt(BundleRevision.class);
        Map<String, Object> machine = new HashMap<>();
        if (revision != null) {
            revision.getDeclaredCapabilities(NativeNamespace.NATIVE_NAMESPACE)
                    .forEach(capability -> machine.putAll(capability.getAttributes()));
        }
        return new NativeLibraries(machine, context);
    }

    static boolean isIn(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.BUNDLE_NATIVECODE) != null;
    }

    /** Returns the entries of a bundle that hold the libraries for this machine. */
    List<String> entries(Bundle bundle) {
        List<Clause> fitting = new ArrayList<>(Clause.of(bundle.getHeaders("").get(Constants.BUNDLE_NATIVECODE)));
        fitting.removeIf(clause -> !fits(clause));
        Optional<Clause> best = fitting.stream()
                // Stable: of equals the first.
                .sorted(Comparator.comparing(NativeLibraries::lowestVersion)
                        .thenComparing(clause -> !clause.all(Constants.BUNDLE_NATIVECODE_LANGUAGE)
                                .isEmpty())
                        .reversed())
                .findFirst();
        return best.map(Clause::targets).orElse(List.of());
    }

    private boolean fits(Clause clause) {
        return isOneOf(clause.all(Constants.BUNDLE_NATIVECODE_OSNAME), NativeNamespace.CAPABILITY_OSNAME_ATTRIBUTE)
                && isOneOf(
                        clause.all(Constants.BUNDLE_NATIVECODE_PROCESSOR),
                        NativeNamespace.CAPABILITY_PROCESSOR_ATTRIBUTE)
                && isOneOf(
                        clause.all(Constants.BUNDLE_NATIVECODE_LANGUAGE), NativeNamespace.CAPABILITY_LANGUAGE_ATTRIBUTE)
                && fitsVersion(clause.all(Constants.BUNDLE_NATIVECODE_OSVERSION))
                && clause.all(Constants.SELECTION_FILTER_ATTRIBUTE).stream().allMatch(this::matches);
    }

    private boolean isOneOf(List<String> wanted, String attribute) {
        Object value = machine.get(attribute);
        Collection<?> names = value instanceof Collection<?> several ? several : List.of(String.valueOf(value));
        return wanted.isEmpty()
                || names.stream().anyMatch(name -> wanted.stream().anyMatch(name.toString()::equalsIgnoreCase));
    }

    private boolean fitsVersion(List<String> ranges) {
        Object version = machine.get(NativeNamespace.CAPABILITY_OSVERSION_ATTRIBUTE);
        return ranges.isEmpty()
                || (version instanceof Version own
                        && ranges.stream().anyMatch(range -> new VersionRange(range).includes(own)));
    }

    private static Version lowestVersion(Clause clause) {
        return clause.all(Constants.BUNDLE_NATIVECODE_OSVERSION).stream()
                .map(range -> new VersionRange(range).getLeft())
                .min(Comparator.naturalOrder())
                .orElse(Version.emptyVersion);
    }

    private boolean matches(String filter) {
        Map<String, Object> properties = new HashMap<>();
        Matcher names = ATTRIBUTE.matcher(filter);
        while (names.find()) {
            String value = context.getProperty(names.group(1));
            if (value != null) {
                properties.put(names.group(1), value);
            }
        }
        try {
            return FrameworkUtil.createFilter(filter).matches(properties);
        } catch (InvalidSyntaxException e) {
            LOG.debug("'{}' is no filter", filter, e);
            return false;
        }
    }
}
