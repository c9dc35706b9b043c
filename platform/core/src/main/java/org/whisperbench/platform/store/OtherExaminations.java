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

    /** All files of all models are hashed together. */
    List<OtherModel> examine(List<OtherFolder> folders) throws IOException, InterruptedException {
        List<OtherFolder.Program> programs = new ArrayList<>();
        List<Path> models = new ArrayList<>();
        List<PreparedLook> looks = new ArrayList<>();
        for (OtherFolder folder : folders) {
            PublishedHashes published = PublishedHashes.of(folder.program());
            for (Path model : OtherModels.models(folder)) {
                programs.add(folder.program());
                models.add(model);
                looks.add(Files.isRegularFile(model) ? file(model, published) : new WholeFolder(model).prepared());
            }
        }
        List<Examination> examinations = PreparedLook.all(looks, depth, done -> {});
        List<OtherModel> others = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            others.add(new OtherModel(programs.get(i), models.get(i), examinations.get(i)));
        }
        return others;
    }

    private static PreparedLook file(Path model, PublishedHashes published) {
        String name = model.getFileName().toString();
        FileLook look = new FileLook(name, model, new Expectation(-1, published.of(name)));
        Path directory = Objects.requireNonNull(model.toAbsolutePath().getParent());
        return new PreparedLook(List.of(look), states -> WholeFolder.examination(directory, states));
    }
}
