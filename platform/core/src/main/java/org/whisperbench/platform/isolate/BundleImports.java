package org.whisperbench.platform.isolate;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.worker.BackendWorker;
import org.whisperbench.worker.weights.WeightFile;

/** What a bundle gets from other bundles. */
final class BundleImports {

    private static final Set<String> SHARED = Set.of(
            WhisperBackend.class.getPackageName(),
            BackendWorker.class.getPackageName(),
            WeightFile.class.getPackageName());

    private BundleImports() {}

    /** Refuses a backend that needs more than its own content and what every process has. */
    static void requireNothingElse(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        List<String> missing = wiring == null ? List.of() : missingElsewhere(wiring);
        if (!missing.isEmpty()) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "bundle '%s' imports %s, which a process of its own does not have; embed it in the bundle, or run with '--in-process'"
                            .formatted(bundle.getSymbolicName(), missing));
        }
    }

    /** Returns what the bundle cannot do without and that a process of its own does not have. */
    private static List<String> missingElsewhere(BundleWiring wiring) {
        Stream<String> packages = wires(wiring, PackageNamespace.PACKAGE_NAMESPACE)
                .map(wire -> name(wire, PackageNamespace.PACKAGE_NAMESPACE))
                .filter(name -> !SHARED.contains(name) && !isOfPlatform(name));
        Stream<String> bundles = wires(wiring, BundleNamespace.BUNDLE_NAMESPACE)
                .map(wire -> "all of bundle '" + name(wire, BundleNamespace.BUNDLE_NAMESPACE) + "'");
        return Stream.concat(packages, bundles).distinct().toList();
    }

    private static Stream<BundleWire> wires(BundleWiring wiring, String namespace) {
        return wiring.getRequiredWires(namespace).stream()
                .filter(wire -> !Constants.RESOLUTION_OPTIONAL.equals(
                        wire.getRequirement().getDirectives().get(Constants.RESOLUTION_DIRECTIVE)));
    }

    private static String name(BundleWire wire, String namespace) {
        return String.valueOf(wire.getCapability().getAttributes().get(namespace));
    }

    private static boolean isOfPlatform(String name) {
        return ModuleLayer.boot().modules().stream()
                .anyMatch(module -> module.getPackages().contains(name));
    }

    static List<Bundle> fragments(BundleWiring wiring) {
        return wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE).stream()
                .map(wire -> wire.getRequirer().getBundle())
                .toList();
    }
}
