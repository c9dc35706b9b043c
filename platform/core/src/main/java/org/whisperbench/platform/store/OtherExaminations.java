package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Looks at the models that other programs keep: at files by their published hashes, and at folders as a whole. */
final class OtherExaminations {

    private final ModelStore.Depth depth;

    OtherExaminations(ModelStore.Depth depth) {
        this.depth = depth;
    }

    List<OtherModel> examine(List<OtherFolder> folders) throws IOException, InterruptedException {
        List<OtherModel> models = new ArrayList<>();
        for (OtherFolder folder : folders) {
            PublishedHashes published = PublishedHashes.of(folder.program());
            for (Path model : OtherModels.models(folder)) {
                Examination look =
                        Files.isRegularFile(model) ? file(model, published) : new WholeFolder(model).examine(depth);
                models.add(new OtherModel(folder.program(), model, look));
            }
        }
        return models;
    }

    private Examination file(Path model, PublishedHashes published) throws InterruptedException {
        String name = model.getFileName().toString();
        FileLook look = new FileLook(name, model, new Expectation(-1, published.of(name)));
        Path directory = Objects.requireNonNull(model.toAbsolutePath().getParent());
        return WholeFolder.examination(directory, FileLook.all(List.of(look), depth));
    }
}
