package org.whisperbench.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** The bundles of the installation inside the framework; they are read where they lie, not copied. */
final class BundleSet {

    private static final String BY_REFERENCE = "reference:";
    private static final String LINE_READER = "org.jline";

    private final BundleContext context;
    private final List<Path> jars;

    BundleSet(BundleContext context, List<Path> jars) {
        this.context = context;
        this.jars = jars;
    }

    /** Which bundles are needed for what. */
    enum Part {
        /** Everything else. */
        PLATFORM,
        /** Watches the hot folders. */
        WATCH,
        /** The prompt. */
        PROMPT;

        static Part of(Bundle bundle) {
            String name = String.valueOf(bundle.getSymbolicName());
            if (name.startsWith("org.apache.felix.gogo.") || name.equals(LINE_READER)) {
                return PROMPT;
            }
            return name.equals("org.apache.felix.fileinstall") ? WATCH : PLATFORM;
        }
    }

    /** Installs what is new, updates what was replaced and uninstalls what is gone since the cache was made. */
    void bringUpToDate() throws BundleException, IOException {
        Set<String> wanted = new HashSet<>();
        for (Path jar : jars) {
            String location = location(jar);
            wanted.add(location);
            Bundle known = context.getBundle(location);
            if (known == null) {
                context.installBundle(location);
            } else if (known.getLastModified() < Files.getLastModifiedTime(jar).toMillis()) {
                known.update();
            }
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(BY_REFERENCE) && !wanted.contains(bundle.getLocation())) {
                bundle.uninstall();
            }
        }
    }

    /** Starts the bundles of a part, for this run only. */
    void start(Part part) throws BundleException {
        for (Path jar : jars) {
            Bundle bundle = context.getBundle(location(jar));
            if (bundle != null && Part.of(bundle) == part && !isFragment(bundle)) {
                bundle.start(Bundle.START_TRANSIENT);
            }
        }
    }

    /** The class loader of the line reader, which must be resolved. */
    Optional<ClassLoader> lineReader() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> LINE_READER.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(Objects::nonNull)
                .map(BundleWiring::getClassLoader)
                .findFirst();
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private static String location(Path jar) {
        return BY_REFERENCE + jar.toUri();
    }
}
