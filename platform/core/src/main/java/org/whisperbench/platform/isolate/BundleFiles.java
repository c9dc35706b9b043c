package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.worker.BackendContent;

/**
 * Where classes of bundles are: a bundle that the framework reads where it lies is used there; the content of any other
 * is exported once, into a folder that is named after its bundle, version and the time of its last change.
 *
 * <p>The export of a backend is deleted when its bundle is updated or uninstalled: its processes ended when it stopped.
 * Every other export (the worker's own program, fragments) may be in use by processes of other bundles, so what is old of
 * them is deleted at the next start. Only exports of one and the same bundle wait for each other, and no change of a bundle
 * waits for an export.
 */
final class BundleFiles implements ClassFiles {

    private static final Logger LOG = LoggerFactory.getLogger(BundleFiles.class);

    private final BundleContext context;
    private final Path exports;
    private final ClassFiles plain = new CodeSources();
    private final SynchronousBundleListener changes = this::changed;
    private final Map<Long, ReentrantLock> exporting = new ConcurrentHashMap<>();
    private final Map<Long, Set<Path>> backends = new ConcurrentHashMap<>();

    /** Exports into a folder that nobody else uses; what is left of bundles that are gone is deleted. */
    BundleFiles(BundleContext context, Path exports) throws IOException {
        this.context = context;
        this.exports = Files.createDirectories(exports);
        tidyUp();
        context.addBundleListener(changes);
    }

    private void changed(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED || event.getType() == BundleEvent.UPDATED) {
            Set<Path> old = backends.remove(event.getBundle().getBundleId());
            if (old != null) {
                old.forEach(Folders::delete);
            }
        }
    }

    private Path folder(Bundle bundle) {
        return exports.resolve(
                "%d-%s-%x".formatted(bundle.getBundleId(), bundle.getVersion(), bundle.getLastModified()));
    }

    @Override
    public List<Path> of(Class<?> type) throws IOException {
        Optional<Bundle> bundle = bundle(type);
        return bundle.isPresent() ? classPath(roots(bundle.get())) : plain.of(type);
    }

    /** Looks at the wires each time, whatever is on disk already. */
    @Override
    public BackendContent content(Class<?> provider) throws IOException {
        Optional<Bundle> bundle = bundle(provider);
        if (bundle.isEmpty()) {
            return plain.content(provider);
        }
        BundleImports.requireNothingElse(bundle.get());
        backends.computeIfAbsent(bundle.get().getBundleId(), id -> ConcurrentHashMap.newKeySet())
                .add(folder(bundle.get()));
        List<BundleRoots> roots = roots(bundle.get());
        NativeLibraries machine = NativeLibraries.of(context);
        List<Path> libraries =
                roots.stream().flatMap(root -> root.libraries(machine).stream()).toList();
        return new BackendContent(classPath(roots), libraries);
    }

    /** What the framework itself brings is on the class path that it was started with. */
    private static Optional<Bundle> bundle(Class<?> type) {
        return Optional.ofNullable(FrameworkUtil.getBundle(type)).filter(bundle -> bundle.getBundleId() != 0);
    }

    private static List<Path> classPath(List<BundleRoots> roots) {
        return roots.stream()
                .flatMap(root -> root.classPath().stream())
                .distinct()
                .toList();
    }

    /** The bundle, then its fragments. */
    private List<BundleRoots> roots(Bundle bundle) throws IOException {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        List<BundleRoots> fragments = new ArrayList<>();
        for (Bundle fragment : wiring == null ? List.<Bundle>of() : BundleImports.fragments(wiring)) {
            // An element of the bundle's class path may be in a fragment.
            boolean files = BundleRoots.needsFiles(bundle) || BundleRoots.needsFiles(fragment);
            fragments.add(new BundleRoots(fragment, root(fragment, files), List.of()));
        }
        List<Path> others = fragments.stream().map(BundleRoots::root).toList();
        List<BundleRoots> all = new ArrayList<>();
        all.add(new BundleRoots(bundle, root(bundle, BundleRoots.needsFiles(bundle)), others));
        all.addAll(fragments);
        return all;
    }

    private Path root(Bundle bundle, boolean files) throws IOException {
        Optional<Path> inPlace = files ? Optional.empty() : InPlace.of(bundle);
        return inPlace.isPresent() ? inPlace.get() : exported(bundle);
    }

    private Path exported(Bundle bundle) throws IOException {
        Path folder = folder(bundle);
        ReentrantLock lock = exporting.computeIfAbsent(bundle.getBundleId(), id -> new ReentrantLock());
        lock.lock();
        try {
            if (!Files.isDirectory(folder)) {
                new BundleExport(bundle).to(folder);
            }
            return folder;
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the exports of bundles that have changed or gone. */
    private void tidyUp() {
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
