package org.whisperbench.backend.faster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.worker.LoadLimits;
import org.whisperbench.worker.ModelLayout;

/**
 * The models in the layout of CTranslate2. The repositories are those of the table {@code _MODELS} in faster-whisper 1.2.1
 * ({@code utils.py}); neither lengths nor hashes are there, so the files are unverified until they were downloaded. The
 * library asks the network for a tokenizer that is missing, so it has to be there.
 */
final class Ctranslate2Models {

    /** Of the repositories converted for large-v3 and later; the earlier ones have the vocabulary as text. */
    private static final String VOCABULARY_JSON = "vocabulary.json";

    private static final String VOCABULARY_TEXT = "vocabulary.txt";
    private static final String FEATURES = "preprocessor_config.json";

    private static final ModelLayout LAYOUT = ModelLayout.of("config.json", "model.bin", "tokenizer.json")
            .oneOf(VOCABULARY_TEXT, VOCABULARY_JSON)
            .optionally(FEATURES);

    private Ctranslate2Models() {}

    static List<ModelDescriptor> all() {
        return List.of(
                systran("tiny", ModelSize.TINY),
                systran("tiny.en", ModelSize.TINY),
                systran("base", ModelSize.BASE),
                systran("base.en", ModelSize.BASE),
                systran("small", ModelSize.SMALL),
                systran("small.en", ModelSize.SMALL),
                systran("medium", ModelSize.MEDIUM),
                systran("medium.en", ModelSize.MEDIUM),
                systran("large-v1", ModelSize.LARGE),
                systran("large-v2", ModelSize.LARGE),
                late("large-v3", "Systran/faster-whisper-large-v3"),
                late("large-v3-turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo"));
    }

    private static ModelDescriptor systran(String name, ModelSize size) {
        ModelDescriptor.Builder model = builder(name, size, "Systran/faster-whisper-" + name, VOCABULARY_TEXT);
        return (name.endsWith(".en") ? model.languages("en") : model).build();
    }

    private static ModelDescriptor late(String name, String repository) {
        return builder(name, ModelSize.LARGE, repository, VOCABULARY_JSON, FEATURES)
                .build();
    }

    private static ModelDescriptor.Builder builder(String name, ModelSize size, String repository, String... more) {
        return ModelDescriptor.builder(name, new ModelSource.Repository(repository, "main"))
                .family("whisper-" + name)
                .size(size)
                .loadLimit(LoadLimits.reading(size))
                .files(files(more))
                .precision("f16");
    }

    private static List<ModelFile> files(String... more) {
        List<String> files = new ArrayList<>(LAYOUT.all());
        files.addAll(List.of(more));
        return files.stream().map(ModelFile::unverified).toList();
    }

    static Optional<ModelDescriptor> describe(String place) {
        return LAYOUT.describe(place);
    }
}
