package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where classes of bundles are: a bundle that the framework reads where it lies is used there; the content of any other
 * is exported once, into a folder that is named after its bundle, version and the time of its last change.
 */
final class BundleFiles implements ClassFiles {

    private static final Logger LOG = LoggerFactory.getLogger(BundleFiles.class);
    private static final String REFERENCE = "reference:";
    private static final String IN_PLACE = REFERENCE + "file:";

    private final BundleContext context;
    private final Path exports;
    private final ClassFiles plain = new CodeSources();
    private final SynchronousBundleListener changes = this::changed;

    /** Exports into a folder that nobody else uses; what is left of bundles that are gone is deleted. */
    BundleFiles(BundleContext context, Path exports) throws IOException {
        this.context = context;
        this.exports = Files.createDirectories(exports);
        tidyUp();
        context.addBundleListener(changes);
    }

    private void changed(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED || event.getType() == BundleEvent.UPDATED) {
            tidyUp();
        }
    }

    private Path folder(Bundle bundle) {
        return exports.resolve(
                "%d-%s-%x".formatted(bundle.getBundleId(), bundle.getVersion(), bundle.getLastModified()));
    }

    @Override
    public synchronized List<Path> of(Class<?> type) throws IOException {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle == null || bundle.getBundleId() == 0) {
            return plain.of(type);
        }
        List<Path> path = new ArrayList<>(classPath(bundle, root(bundle)));
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null) {
            for (Bundle fragment : BundleImports.fragments(wiring)) {
                path.addAll(classPath(fragment, root(fragment)));
            }
        }
        return path;
    }

    /** Looks at the wires each time, whatever is on disk already. */
    @Override
    public List<Path> content(Class<?> provider) throws IOException {
        Bundle bundle = FrameworkUtil.getBundle(provider);
        if (bundle != null && bundle.getBundleId() != 0) {
            BundleImports.requireNothingElse(bundle);
        }
        return of(provider);
    }

    private Path root(Bundle bundle) throws IOException {
        Optional<Path> inPlace = hasJarsInside(bundle) ? Optional.empty() : inPlace(bundle.getLocation());
        if (inPlace.isPresent()) {
            return inPlace.get();
        }
        Path folder = folder(bundle);
        if (!Files.isDirectory(folder)) {
            new BundleExport(bundle).to(folder);
        }
        return folder;
    }

    /** A jar inside a jar is no element of a class path. */
    private static boolean hasJarsInside(Bundle bundle) {
        String header = bundle.getHeaders("").get(Constants.BUNDLE_CLASSPATH);
        return header != null && !header.isBlank() && !header.strip().equals(".");
    }

    /** Some frameworks know references that are no paths: relative to the installation, or not encoded. */
    private static Optional<Path> inPlace(String location) {
        if (!location.startsWith(IN_PLACE)) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(URI.create(location.substring(REFERENCE.length())));
            return Files.exists(path) ? Optional.of(path) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The elements of {@code Bundle-ClassPath}, see OSGi Core, section 3.9. */
    private static List<Path> classPath(Bundle bundle, Path root) throws IOException {
        String header = bundle.getHeaders("").get(Constants.BUNDLE_CLASSPATH);
        if (header == null || header.isBlank()) {
            return List.of(root);
        }
        List<Path> path = new ArrayList<>();
        for (String clause : header.split(",", -1)) {
            String element = clause.split(";", 2)[0].strip();
            if (element.equals(".")) {
                path.add(root);
            } else if (Files.exists(root.resolve(element))) {
                path.add(root.resolve(element));
            }
        }
        return path;
    }

    /** Deletes the exports of bundles that have changed or gone; their processes ended when they stopped. */
    private synchronized void tidyUp() {
        Set<Path> wanted = Stream.of(context.getBundles()).map(this::folder).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(exports)) {
            all.filter(folder -> !wanted.contains(folder)).forEach(Folders::delete);
        } catch (IOException e) {
            LOG.warn("folder '{}' cannot be tidied up: {}", exports, e.toString());
        }
    }

    @Override
    public void close() {
        context.removeBundleListener(changes);
    }
}
