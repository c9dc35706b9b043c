package org.whisperbench.platform.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

/** What a model is that came as an archive: every file counts that was in it, those that nobody names, too. */
final class ArchivedFiles {

    private ArchivedFiles() {}

    /** The model with all files of its listing, if it has one. */
    static ModelDescriptor of(ModelDescriptor descriptor, ModelPlaces.Place place) {
        boolean listed = descriptor.source() instanceof ModelSource.Web
                && place instanceof ModelPlaces.Snapshot snapshot
                && snapshot.tree().isPresent();
        if (!listed) {
            return descriptor;
        }
        Set<String> named = descriptor.files().stream().map(ModelFile::path).collect(Collectors.toSet());
        List<ModelFile> files = new ArrayList<>(descriptor.files());
        ((ModelPlaces.Snapshot) place)
                .tree().stream()
                        .flatMap(t -> t.files().keySet().stream())
                        .filter(path -> !named.contains(path))
                        .sorted()
                        .forEach(path -> files.add(ModelFile.unverified(path)));
        return ModelDescriptor.builder(descriptor.name(), descriptor.source())
                .family(descriptor.family())
                .size(descriptor.size())
                .files(files)
                .precision(descriptor.precision())
                .languages(descriptor.languages().toArray(String[]::new))
                .note(descriptor.note())
                .build();
    }
}
