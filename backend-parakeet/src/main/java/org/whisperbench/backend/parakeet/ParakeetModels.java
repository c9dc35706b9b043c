package org.whisperbench.backend.parakeet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.worker.LoadLimits;
import org.whisperbench.worker.ModelLayout;

/**
 * The models in the layout of parakeet-mlx. The repositories are those that its documents and programs name; neither lengths
 * nor hashes are there, so the files are unverified until they were downloaded. Nor is a number format: the weights of
 * tdt-0.6b-v3 have 2 471 559 904 bytes, which is f32, and the library loads them as bfloat16 unless it is told otherwise; what
 * is computed in is told by the loaded model. Parakeet has one size where Whisper has many,
 * so none of them stands for a size of Whisper's.
 */
final class ParakeetModels {

    private static final String CONFIG = "config.json";
    private static final ModelLayout LAYOUT = ModelLayout.of(CONFIG, "model.safetensors");
    /** The configuration names the class of NVIDIA's toolkit that the model is of; a generous bound for its length. */
    private static final String TOOLKIT = "nemo.collections.asr.models";

    private static final int CONFIG_BYTES = 1 << 20;

    private ParakeetModels() {}

    static List<ModelDescriptor> all() {
        return List.of(
                builder("tdt-0.6b-v3").build(),
                builder("tdt-0.6b-v2").languages("en").build(),
                builder("tdt-1.1b").languages("en").build(),
                builder("ctc-0.6b").languages("en").build(),
                builder("ctc-1.1b").languages("en").build());
    }

    private static ModelDescriptor.Builder builder(String name) {
        return ModelDescriptor.builder(name, new ModelSource.Repository("mlx-community/parakeet-" + name, "main"))
                .family("parakeet-" + name)
                .size(ModelSize.OTHER)
                .loadLimit(LoadLimits.reading(ModelSize.OTHER))
                .files(LAYOUT.all().stream().map(ModelFile::unverified).toList());
    }

    static Optional<ModelDescriptor> describe(String place) {
        return LAYOUT.describe(place).filter(model -> isOfTheToolkit(((ModelSource.Folder) model.source()).path()));
    }

    private static boolean isOfTheToolkit(Path folder) {
        try (InputStream config = Files.newInputStream(folder.resolve(CONFIG))) {
            return new String(config.readNBytes(CONFIG_BYTES), StandardCharsets.UTF_8).contains(TOOLKIT);
        } catch (IOException e) {
            // What cannot be read cannot be described.
            return false;
        }
    }
}
