package org.whisperbench.backend.mlx;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;

/**
 * The models in the layout of MLX. The repositories with {@code weights.npz} are those of the table in
 * lightning-whisper-mlx 0.0.10 ({@code lightning.py}), which takes that file from them; large-v3-turbo is of mlx-examples.
 * Neither lengths nor hashes are there, so the files are unverified until they were downloaded.
 */
final class MlxModels {

    private static final String CONFIG = "config.json";
    private static final String ARCHIVE = "weights.npz";
    private static final String SAFETENSORS = "weights.safetensors";

    private MlxModels() {}

    static List<ModelDescriptor> all() {
        return List.of(
                model("tiny", "whisper-tiny", ModelSize.TINY),
                model("base", "whisper-base-mlx", ModelSize.BASE),
                model("small", "whisper-small-mlx", ModelSize.SMALL),
                model("medium", "whisper-medium-mlx", ModelSize.MEDIUM),
                model("large", "whisper-large-mlx", ModelSize.LARGE),
                model("large-v2", "whisper-large-v2-mlx", ModelSize.LARGE),
                model("large-v3", "whisper-large-v3-mlx", ModelSize.LARGE),
                builder("large-v3-turbo", "whisper-large-v3-turbo", SAFETENSORS)
                        .size(ModelSize.LARGE)
                        .build(),
                quantised("tiny", "4bit", ModelSize.TINY),
                quantised("base", "4bit", ModelSize.BASE),
                quantised("small", "4bit", ModelSize.SMALL),
                quantised("medium", "8bit", ModelSize.MEDIUM),
                quantised("large-v2", "4bit", ModelSize.LARGE),
                quantised("large-v3", "8bit", ModelSize.LARGE));
    }

    private static ModelDescriptor model(String name, String repository, ModelSize size) {
        return builder(name, repository, ARCHIVE).size(size).precision("f16").build();
    }

    private static ModelDescriptor quantised(String name, String bits, ModelSize size) {
        return builder(name + "-" + bits, "whisper-" + name + "-mlx-" + bits, ARCHIVE)
                .family("whisper-" + name)
                .size(size)
                .precision(bits)
                .build();
    }

    private static ModelDescriptor.Builder builder(String name, String repository, String weights) {
        return ModelDescriptor.builder(name, new ModelSource.Repository("mlx-community/" + repository, "main"))
                .family("whisper-" + (name.equals("large") ? "large-v1" : name))
                .files(List.of(ModelFile.unverified(CONFIG), ModelFile.unverified(weights)));
    }

    static Optional<ModelDescriptor> describe(String place) {
        try {
            Path folder = Path.of(place).normalize();
            if (!folder.isAbsolute() || folder.getFileName() == null || !Files.isRegularFile(folder.resolve(CONFIG))) {
                return Optional.empty();
            }
            // In the order in which the library looks.
            return List.of("model.safetensors", SAFETENSORS, ARCHIVE).stream()
                    .filter(name -> Files.isRegularFile(folder.resolve(name)))
                    .findFirst()
                    .filter(name -> !Files.exists(folder.resolve("preprocessor_config.json")))
                    .map(weights -> ModelDescriptor.builder(
                                    folder.getFileName().toString().replace("@", "-"), new ModelSource.Folder(folder))
                            .files(List.of(ModelFile.unverified(CONFIG), ModelFile.unverified(weights)))
                            .build());
        } catch (InvalidPathException e) {
            // Not a path on this system: then it is nothing that could be described.
            return Optional.empty();
        }
    }
}
