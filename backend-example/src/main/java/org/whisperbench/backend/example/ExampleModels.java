package org.whisperbench.backend.example;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

/** The table of models: name, source and files, each file with its size and hash. */
final class ExampleModels {

    /** A model of this engine is one file: what to answer, and after how long. */
    static final String ANSWER = "answer.properties";

    /** Comes with the installation. */
    static final ModelDescriptor FIXED = ModelDescriptor.builder("fixed", new ModelSource.Bundled("example"))
            .files(List.of(
                    ModelFile.known(ANSWER, 40, "7eb043d955308a71a25623ffbff90e3cbc8ed782c01ef7cd9fbde958342a425e")))
            .precision("text")
            .note("a fixed answer, whatever is said; it exists to copy from and to measure the platform's own cost")
            .build();

    private ExampleModels() {}

    /** A folder of the user's with such a file. */
    static ModelDescriptor in(Path folder) {
        return ModelDescriptor.builder(folder.getFileName().toString(), new ModelSource.Folder(folder))
                .files(List.of(ModelFile.unverified(ANSWER)))
                .precision("text")
                .build();
    }
}
