package org.whisperbench.platform.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;

/** Looks at the framework that it runs in. */
public final class FrameworkDoctor implements Doctor {

    private final BundleContext context;
    private final Backends backends;
    private final ModelStore store;
    private final Folders folders;
    private final Map<String, String> environment;

    /**
     * Makes a doctor.
     *
     * @param context sees all bundles
     * @param backends asked anew at every examination
     * @param store says which models are there
     * @param folders where things are
     * @param environment environment variables
     */
    public FrameworkDoctor(
            BundleContext context,
            Backends backends,
            ModelStore store,
            Folders folders,
            Map<String, String> environment) {
        this.context = context;
        this.backends = backends;
        this.store = store;
        this.folders = folders;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Where the host has its things.
     *
     * @param scratch for temporary sound files, if the host says where
     * @param hot backends are dropped into these
     * @param caches cache folder of the user, if the host has one
     * @param refused tells of each jar in the hot folders that cannot be used what is wrong with it and, after a semicolon,
     *     what may be done
     */
    public record Folders(
            Optional<Path> scratch, List<Path> hot, Optional<Path> caches, Supplier<Map<Path, String>> refused) {}

    @Override
    public Diagnosis examine() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(BackendFindings.of(backends));
        findings.addAll(EngineFindings.of(backends, store));
        findings.addAll(BundleFindings.of(context));
        findings.addAll(HotFolderFindings.of(context, folders.refused().get()));
        findings.addAll(FolderFindings.of(folders.scratch(), folders.hot(), StoreRoots.hubCache(environment)));
        findings.addAll(MachineFindings.of(
                Runtime.version(), System.getProperty("os.arch", "unknown"), Path.of("/proc/cpuinfo")));
        findings.addAll(NetworkFindings.of(environment));
        cachesNote().ifPresent(findings::add);
        return new Diagnosis(findings);
    }

    private Optional<Finding> cachesNote() {
        List<CacheEntry> idle = caches().stream().filter(c -> !c.inUse()).toList();
        if (idle.isEmpty()) {
            return Optional.empty();
        }
        List<CacheEntry> stale = idle.stream().filter(CacheEntry::stale).toList();
        String ofThese = stale.isEmpty() ? "" : ", %d MB in %d of them stale".formatted(megabytes(stale), stale.size());
        return Optional.of(Finding.note(
                "caches",
                "%d MB in %d entries that no process uses%s; 'whisperbench doctor --clean' deletes them"
                        .formatted(megabytes(idle), idle.size(), ofThese)));
    }

    private static long megabytes(List<CacheEntry> entries) {
        return entries.stream().mapToLong(CacheEntry::sizeBytes).sum() / 1_000_000;
    }

    @Override
    public List<CacheEntry> caches() {
        return known().map(Caches::list).orElse(List.of());
    }

    @Override
    public List<CacheEntry> clean(List<CacheEntry> entries) {
        return known().map(caches -> caches.delete(entries)).orElse(List.of());
    }

    private Optional<Caches> known() {
        return folders.caches().map(root -> new Caches(root, ClassArchives.of(context)));
    }
}
