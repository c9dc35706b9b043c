package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.FileState.Finding;
import org.whisperbench.platform.store.hub.HubCache;

/** Looks at folders and at the hub's cache, and keeps order in the cache. */
final class DiskStore implements ModelStore {

    private final StoreRoots roots;
    private final HubCache cache;
    private final CachedRevisions revisions;

    DiskStore(StoreRoots roots) {
        this.roots = roots;
        this.cache = new HubCache(roots.hub(), roots.symbolicLinks());
        this.revisions = new CachedRevisions(cache);
    }

    @Override
    public Path hub() {
        return cache.root();
    }

    @Override
    public DiskState state(ModelDescriptor descriptor, Depth depth) throws InterruptedException {
        return examine(descriptor, depth).state();
    }

    @Override
    public Examination examine(ModelDescriptor descriptor, Depth depth) throws InterruptedException {
        return examine(descriptor, ModelPlaces.of(descriptor, roots), depth);
    }

    @Override
    public Whereabouts whereabouts(ModelDescriptor descriptor) throws InterruptedException {
        Optional<ModelPlaces.Place> hub = ModelPlaces.hub(descriptor, roots);
        return new Whereabouts(
                hub.isPresent() ? site(descriptor, hub.get()) : Whereabouts.Site.NONE,
                site(descriptor, ModelPlaces.local(descriptor, roots, List.of())));
    }

    private Whereabouts.Site site(ModelDescriptor descriptor, ModelPlaces.Place place) throws InterruptedException {
        DiskState state = examine(descriptor, place, Depth.LENGTHS).state();
        if (state instanceof DiskState.Absent) {
            return Whereabouts.Site.MISSING;
        }
        String folder =
                place instanceof ModelPlaces.Nowhere ? "" : directory(place).toString();
        return new Whereabouts.Site(
                state instanceof DiskState.Present ? Whereabouts.Extent.COMPLETE : Whereabouts.Extent.INCOMPLETE,
                folder);
    }

    @Override
    public Path localFolder(String owner, ModelSource.Repository source) {
        return roots.others().stream()
                .filter(o -> o.program() == OtherFolder.Program.LOCAL_DIR)
                .map(o -> o.path().resolve(source.id()))
                .findFirst()
                .orElseGet(() -> roots.web().resolve(owner).resolve(source.id()))
                .toAbsolutePath();
    }

    @Override
    public List<Examination> examineAll(List<ModelDescriptor> descriptors, Depth depth, DoubleConsumer progress)
            throws InterruptedException {
        List<PreparedLook> looks = descriptors.stream()
                .map(descriptor -> prepared(descriptor, ModelPlaces.of(descriptor, roots)))
                .toList();
        return PreparedLook.all(looks, depth, progress);
    }

    private Examination examine(ModelDescriptor descriptor, ModelPlaces.Place place, Depth depth)
            throws InterruptedException {
        return prepared(descriptor, place).take(depth);
    }

    private PreparedLook prepared(ModelDescriptor descriptor, ModelPlaces.Place place) {
        if (place instanceof ModelPlaces.Nowhere nowhere) {
            return new PreparedLook(List.of(), states -> new Examination(nowhere.state(), states));
        }
        ModelDescriptor whole = ArchivedFiles.of(descriptor, place);
        List<FileLook> looks = new ArrayList<>();
        for (ModelFile file : whole.files()) {
            looks.add(look(place, file));
        }
        Path directory = directory(place);
        String remark = place instanceof ModelPlaces.Snapshot snapshot ? snapshot.remark(descriptor) : "";
        return new PreparedLook(looks, states -> {
            SharedDamage shared = new SharedDamage(cache);
            List<FileState> files = states.stream().map(shared::named).toList();
            return new Examination(state(new ResolvedModel(whole, directory), files, remark), files);
        });
    }

    private static Path directory(ModelPlaces.Place place) {
        if (place instanceof ModelPlaces.Snapshot snapshot) {
            return snapshot.directory();
        }
        return place instanceof ModelPlaces.Single single
                ? single.directory()
                : ((ModelPlaces.Folder) place).directory();
    }

    private static FileLook look(ModelPlaces.Place place, ModelFile file) {
        Path location = directory(place).resolve(file.path());
        if (place instanceof ModelPlaces.Single single) {
            return new FileLook(file.path(), location, new Expectation(-1, Optional.of(single.hash())));
        }
        Expectation expected = place instanceof ModelPlaces.Snapshot snapshot
                ? Expectation.inSnapshot(file, snapshot.tree(), location)
                : Expectation.inFolder(file, (ModelPlaces.Folder) place);
        return new FileLook(file.path(), location, expected);
    }

    static DiskState state(ResolvedModel model, List<FileState> files, String remark) {
        List<String> missing = files.stream()
                .filter(f -> f.finding() == Finding.MISSING)
                .map(FileState::path)
                .toList();
        if (!missing.isEmpty()) {
            return new DiskState.Incomplete(model.directory(), missing, files.size());
        }
        Optional<FileState> damaged = files.stream().filter(f -> !f.isSound()).findFirst();
        long bytes = files.stream().mapToLong(FileState::actualBytes).sum();
        long verified =
                files.stream().filter(f -> f.finding() == Finding.VERIFIED).count();
        return damaged.map(FileState::asDamage)
                .orElseGet(() -> new DiskState.Present(model, bytes, (int) verified, remark));
    }

    @Override
    public ResolvedModel resolve(String address, ModelDescriptor descriptor) throws InterruptedException {
        DiskState state = state(descriptor, Depth.LENGTHS);
        if (state instanceof DiskState.Present present) {
            return present.model();
        }
        throw new WhisperException(
                ErrorKind.MISSING_MODEL, "model '%s' is %s".formatted(address, state.sentence(descriptor, address)));
    }

    @Override
    public ModelDescriptor describe(String name) {
        return revisions.describe(name);
    }

    @Override
    public Inventory inventory() {
        return StoreFailure.guard("list", cache.root(), () -> new Stocktaking(cache, roots.others(), web()).take());
    }

    @Override
    public boolean knowsContent(ModelSource.Web source) {
        return !source.sha256().isEmpty()
                || Files.isRegularFile(WebFolder.of(roots, source).first());
    }

    @Override
    public List<OtherModel> examineOthers(Depth depth) throws InterruptedException {
        try {
            return new OtherExaminations(depth).examine(roots.others());
        } catch (IOException e) {
            throw StoreFailure.of("list", roots.web(), e);
        }
    }

    @Override
    public Examination examineFolder(Path folder, Depth depth) throws InterruptedException {
        try {
            return new WholeFolder(folder).prepared().take(depth);
        } catch (IOException e) {
            throw StoreFailure.of("list", folder, e);
        }
    }

    @Override
    public Map<Long, List<OtherFile>> elsewhere() {
        return OtherModels.bySize(roots.others());
    }

    @Override
    public Removal planRemoval(Collection<String> names, Collection<WebFolder> downloads) {
        return StoreFailure.guard(
                "read",
                cache.root(),
                () -> new RemovalPlanning(cache, web()).remove(revisions.find(names), List.copyOf(downloads)));
    }

    @Override
    public WebFolder download(ModelSource.Web source) {
        return WebFolder.of(roots, source);
    }

    @Override
    public Optional<WebFolder> download(String name) {
        Path folder = web();
        Optional<WebFolder> there = StoreFailure.guard("list", folder, () -> HubCache.children(folder)).stream()
                .filter(f -> f.getFileName().toString().equals(name) && WebFolder.isDownload(f))
                .map(WebFolder::new)
                .findFirst();
        return there.or(() -> StoreFailure.guard("list", folder, () -> WebLeftover.in(folder)).stream()
                .filter(left -> left.subject().equals(name))
                .map(WebLeftover::model)
                .findFirst());
    }

    private Path web() {
        return roots.web().toAbsolutePath().normalize();
    }

    @Override
    public void pin(WebFolder download, boolean pinned) {
        Path mark = download.pin();
        if (!Files.isDirectory(download.directory())) {
            throw new WhisperException(
                    ErrorKind.MISSING_MODEL,
                    "there is no '%s'; run 'whisperbench models'".formatted(download.directory()));
        }
        CachedRevisions.mark(mark, pinned);
    }

    @Override
    public Removal planPruning(Collection<ModelDescriptor> inUse) {
        return StoreFailure.guard(
                "read", cache.root(), () -> new RemovalPlanning(cache, web()).prune(revisions.of(inUse)));
    }

    @Override
    public long remove(Removal plan) throws InterruptedException {
        return new Removing(cache, web()).carryOut(plan);
    }

    @Override
    public String pin(String name, boolean pinned) {
        return revisions.pin(name, pinned);
    }

    @Override
    public Transfer copy(String name, Path folder, boolean replace) throws InterruptedException {
        return new FolderCopy(revisions.one(name), folder, replace).run();
    }

    @Override
    public Transfer exportTo(List<String> names, Path archive) throws InterruptedException {
        return new ArchiveExport(revisions.find(names), archive).run();
    }

    @Override
    public Transfer importFrom(Path archive) throws InterruptedException {
        return new ArchiveImport(cache, archive).run();
    }
}
