package org.whisperbench.platform.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperException;

/** Looks at plain folders and at snapshots of a hub's cache. */
final class FolderStore implements ModelStore {

    private final StoreRoots roots;

    FolderStore(StoreRoots roots) {
        this.roots = roots;
    }

    @Override
    public DiskState state(ModelDescriptor descriptor, Depth depth) throws InterruptedException {
        ModelSource source = descriptor.source();
        if (source instanceof ModelSource.Repository repository) {
            HubSnapshot snapshot = HubSnapshot.find(roots.hub(), repository);
            return snapshot instanceof HubSnapshot.Found found
                    ? look(new ResolvedModel(descriptor, found.directory()), depth)
                    : ((HubSnapshot.Missing) snapshot).state();
        }
        List<Path> candidates = source instanceof ModelSource.Bundled bundled
                ? roots.bundled().stream()
                        .map(root -> root.resolve(bundled.folder()).toAbsolutePath())
                        .toList()
                : List.of(((ModelSource.Folder) source).path());
        for (Path candidate : candidates) {
            if (Files.isDirectory(candidate)) {
                return look(new ResolvedModel(descriptor, candidate), depth);
            }
        }
        return new DiskState.Absent(candidates);
    }

    @Override
    public ResolvedModel resolve(String address, ModelDescriptor descriptor) throws InterruptedException {
        DiskState state = state(descriptor, Depth.LENGTHS);
        if (state instanceof DiskState.Present present) {
            return present.model();
        }
        throw new WhisperException(
                ErrorKind.MISSING_MODEL,
                "model '%s' is %s: %s; run 'whisperbench check -m %s'"
                        .formatted(address, state.status().toLowerCase(Locale.ROOT), state.explanation(), address));
    }

    private static DiskState look(ResolvedModel model, Depth depth) throws InterruptedException {
        List<ModelFile> files = model.descriptor().files();
        List<String> missing = files.stream()
                .map(ModelFile::path)
                .filter(path -> !Files.isRegularFile(model.file(path)))
                .toList();
        if (!missing.isEmpty()) {
            return new DiskState.Incomplete(model.directory(), missing, files.size());
        }
        List<DiskState> damages = new ArrayList<>();
        long bytes = 0;
        int verified = 0;
        for (ModelFile file : files) {
            FileEvidence evidence = FileEvidence.of(model.file(file.path()), file.evidence(), depth);
            evidence.damage().ifPresent(damages::add);
            bytes += evidence.sizeBytes();
            verified += evidence.verified() ? 1 : 0;
        }
        return damages.isEmpty() ? new DiskState.Present(model, bytes, verified) : damages.get(0);
    }
}
