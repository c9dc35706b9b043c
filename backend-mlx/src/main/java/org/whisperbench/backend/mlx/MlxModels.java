package org.whisperbench.backend.mlx;

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
 * The models in the layout of MLX. The repositories with {@code weights.npz} are those of the table in
 * lightning-whisper-mlx 0.0.10 ({@code lightning.py}), which takes that file from them; large-v3-turbo is of mlx-examples.
 * Neither lengths nor hashes are there, so the files are unverified until they were downloaded.
 */
final class MlxModels {

    private static final String CONFIG = "config.json";
    private static final String ARCHIVE = "weights.npz";
    private static final String SAFETENSORS = "weights.safetensors";

    /** In the order in which the library looks; transformers has its weights in a file of the same name. */
    private static final ModelLayout LAYOUT = ModelLayout.of(CONFIG)
            .oneOf("model.safetensors", SAFETENSORS, ARCHIVE)
            .without("preprocessor_config.json", "tokenizer.json");

    private MlxModels() {}

    /** Those that mlx-whisper loads. */
    static List<ModelDescriptor> all() {
        List<ModelDescriptor> models = new ArrayList<>(archives());
        models.addAll(List.of(
                builder("large-v3-turbo", "whisper-large-v3-turbo", SAFETENSORS)
                        .size(ModelSize.LARGE)
                        .loadLimit(LoadLimits.reading(ModelSize.LARGE))
                        .build(),
                quantised("tiny", "4bit", ModelSize.TINY),
                quantised("base", "4bit", ModelSize.BASE),
                quantised("small", "4bit", ModelSize.SMALL),
                quantised("medium", "8bit", ModelSize.MEDIUM),
                quantised("large-v2", "4bit", ModelSize.LARGE),
                quantised("large-v3", "8bit", ModelSize.LARGE)));
        return List.copyOf(models);
    }

    /** Those of the table of lightning-whisper-mlx: its quantised ones do not load with today's MLX. */
    static List<ModelDescriptor> archives() {
        return List.of(
                model("tiny", "whisper-tiny", ModelSize.TINY),
                model("base", "whisper-base-mlx", ModelSize.BASE),
                model("small", "whisper-small-mlx", ModelSize.SMALL),
                model("medium", "whisper-medium-mlx", ModelSize.MEDIUM),
                model("large", "whisper-large-mlx", ModelSize.LARGE),
                model("large-v2", "whisper-large-v2-mlx", ModelSize.LARGE),
                model("large-v3", "whisper-large-v3-mlx", ModelSize.LARGE));
    }

    private static ModelDescriptor model(String name, String repository, ModelSize size) {
        return builder(name, repository, ARCHIVE)
                .size(size)
                .loadLimit(LoadLimits.reading(size))
                .precision("f16")
                .build();
    }

    private static ModelDescriptor quantised(String name, String bits, ModelSize size) {
        return builder(name + "-" + bits, "whisper-" + name + "-mlx-" + bits, ARCHIVE)
                .family("whisper-" + name)
                .size(size)
                .loadLimit(LoadLimits.reading(size))
                .precision(bits)
                .build();
    }

    private static ModelDescriptor.Builder builder(String name, String repository, String weights) {
        return ModelDescriptor.builder(name, new ModelSource.Repository("mlx-community/" + repository, "main"))
                .family("whisper-" + (name.equals("large") ? "large-v1" : name))
                .files(List.of(ModelFile.unverified(CONFIG), ModelFile.unverified(weights)));
    }

    static Optional<ModelDescriptor> describe(String place) {
        return LAYOUT.describe(place);
    }

    /** As the layout of mlx-whisper, in the only file of weights that lightning-whisper-mlx reads. */
    static Optional<ModelDescriptor> describeArchive(String place) {
        return ModelLayout.of(CONFIG, ARCHIVE).describe(place);
    }
}
