package org.whisperbench.backend.faster;

import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.worker.LoadLimits;
import org.whisperbench.worker.ModelLayout;

/**
 * The models in the layout of transformers. The repositories are those that insanely-fast-whisper 0.0.15 takes by name
 * ({@code --model-name openai/whisper-large-v3}) and their siblings; neither lengths nor hashes were read in a named source,
 * so the files are unverified until they were downloaded.
 */
final class TransformersModels {

    private static final ModelLayout LAYOUT = ModelLayout.of(
            "config.json",
            "generation_config.json",
            "preprocessor_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "model.safetensors");

    private TransformersModels() {}

    static List<ModelDescriptor> all() {
        return List.of(
                whisper("tiny", ModelSize.TINY),
                english("tiny.en", ModelSize.TINY),
                whisper("base", ModelSize.BASE),
                english("base.en", ModelSize.BASE),
                whisper("small", ModelSize.SMALL),
                english("small.en", ModelSize.SMALL),
                whisper("medium", ModelSize.MEDIUM),
                english("medium.en", ModelSize.MEDIUM),
                whisper("large", ModelSize.LARGE),
                whisper("large-v2", ModelSize.LARGE),
                whisper("large-v3", ModelSize.LARGE),
                whisper("large-v3-turbo", ModelSize.LARGE));
    }

    private static ModelDescriptor whisper(String name, ModelSize size) {
        return builder(name, size).build();
    }

    private static ModelDescriptor english(String name, ModelSize size) {
        return builder(name, size).languages("en").build();
    }

    private static ModelDescriptor.Builder builder(String name, ModelSize size) {
        return ModelDescriptor.builder(name, new ModelSource.Repository("openai/whisper-" + name, "main"))
                .family("whisper-" + (name.equals("large") ? "large-v1" : name))
                .size(size)
                .loadLimit(LoadLimits.reading(size))
                .files(LAYOUT.all().stream().map(ModelFile::unverified).toList());
    }

    static Optional<ModelDescriptor> describe(String place) {
        return LAYOUT.describe(place);
    }
}
