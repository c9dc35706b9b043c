package org.whisperbench.platform.isolate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the content of a bundle is on disk.
 *
 * @param bundle the bundle
 * @param root a jar or folder with its content
 * @param fragments the same of the fragments that are attached to it
 */
record BundleRoots(Bundle bundle, Path root, List<Path> fragments) {

    private static final Logger LOG = LoggerFactory.getLogger(BundleRoots.class);
    /** Classes for it and for those before it lie at the root. */
    private static final int FIRST_RELEASE = 8;

    /** Whether something in the bundle has to be a file of its own: a jar inside a jar is no element of a class path,
     * and the system loads no library out of a jar. */
    static boolean needsFiles(Bundle bundle) {
        return NativeLibraries.isIn(bundle)
                || Clause.of(bundle.getHeaders("").get(Constants.BUNDLE_CLASSPATH)).stream()
                        .flatMap(clause -> clause.targets().stream())
                        .anyMatch(element -> !element.equals("."));
    }

    /** The elements of {@code Bundle-ClassPath}, see OSGi Core, section 3.9; what is not there is left out. */
    List<Path> classPath() {
        List<Clause> clauses = Clause.of(bundle.getHeaders("").get(Constants.BUNDLE_CLASSPATH));
        Set<Path> path = new LinkedHashSet<>();
        for (Clause clause : clauses) {
            for (String element : clause.targets()) {
                Optional<Path> file = file(element);
                file.map(this::versions).ifPresent(path::addAll);
                if (file.isEmpty()) {
                    LOG.warn(
                            "bundle '{}' has '{}' in its class path, but not in itself; its process does without",
                            bundle.getSymbolicName(),
                            element);
                }
            }
        }
        return clauses.isEmpty() ? versions(root) : List.copyOf(path);
    }

    /** The native libraries among its files that fit this machine. */
    List<Path> libraries(NativeLibraries machine) {
        return machine.entries(bundle).stream()
                .flatMap(entry -> file(entry).stream())
                .filter(Files::isRegularFile)
                .toList();
    }

    /** Finds an entry of the bundle or of a fragment, and nothing outside of them. */
    Optional<Path> file(String entry) {
        String relative = entry.replaceFirst("^/+", "");
        List<Path> places = new ArrayList<>(List.of(root));
        places.addAll(fragments);
        try {
            for (Path place : places) {
                Path file = place.resolve(relative).normalize();
                if (file.startsWith(place) && Files.exists(file)) {
                    return Optional.of(file);
                }
            }
        } catch (InvalidPathException e) {
            LOG.debug("no file can have the name '{}'", entry, e);
        }
        return Optional.empty();
    }

    /** A folder is read as a jar is: what is for this release of Java comes first. */
    private List<Path> versions(Path element) {
        if (!element.equals(root) || !isMultiRelease()) {
            return List.of(element);
        }
        List<Path> path = new ArrayList<>();
        for (int release = Runtime.version().feature(); release > FIRST_RELEASE; release--) {
            Path newer = element.resolve("META-INF/versions").resolve(Integer.toString(release));
            if (Files.isDirectory(newer)) {
                path.add(newer);
            }
        }
        path.add(element);
        return path;
    }

    /** A header of the jar, which frameworks show like their own. */
    private boolean isMultiRelease() {
        return Boolean.parseBoolean(bundle.getHeaders("").get("Multi-Release"));
    }
}
