package org.whisperbench.backend.faster;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;

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
        ModelDescriptor.Builder model =
                builder(name, "Systran/faster-whisper-" + name, VOCABULARY_TEXT).size(size);
        return (name.endsWith(".en") ? model.languages("en") : model).build();
    }

    private static ModelDescriptor late(String name, String repository) {
        return builder(name, repository, VOCABULARY_JSON, FEATURES)
                .size(ModelSize.LARGE)
                .build();
    }

    private static ModelDescriptor.Builder builder(String name, String repository, String... more) {
        return ModelDescriptor.builder(name, new ModelSource.Repository(repository, "main"))
                .family("whisper-" + name)
                .files(files(more))
                .precision("f16");
    }

    private static List<ModelFile> files(String... more) {
        List<String> files = new ArrayList<>(List.of("config.json", "model.bin", "tokenizer.json"));
        files.addAll(List.of(more));
        return files.stream().map(ModelFile::unverified).toList();
    }

    static Optional<ModelDescriptor> describe(String place) {
        try {
            Path folder = Path.of(place).normalize();
            Predicate<String> isThere = file -> Files.isRegularFile(folder.resolve(file));
            boolean text = isThere.test(VOCABULARY_TEXT);
            if (!folder.isAbsolute()
                    || folder.getFileName() == null
                    || !List.of("config.json", "model.bin", "tokenizer.json").stream()
                            .allMatch(isThere)
                    || !(text || isThere.test(VOCABULARY_JSON))) {
                return Optional.empty();
            }
            String vocabulary = text ? VOCABULARY_TEXT : VOCABULARY_JSON;
            List<ModelFile> files = isThere.test(FEATURES) ? files(vocabulary, FEATURES) : files(vocabulary);
            String name = folder.getFileName().toString().replace("@", "-");
            return Optional.of(ModelDescriptor.builder(name, new ModelSource.Folder(folder))
                    .files(files)
                    .build());
        } catch (InvalidPathException e) {
            // Not a path on this system: then it is nothing that could be described.
            return Optional.empty();
        }
    }
}
