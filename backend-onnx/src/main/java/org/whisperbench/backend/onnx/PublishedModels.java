package org.whisperbench.backend.onnx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;

/**
 * The Whisper models that onnx-community publishes, each in its precisions. A size such as {@code tiny} stands for a family in
 * fp32 and in int8; the other precisions have names of their own, or are asked for by {@code --precision}.
 */
final class PublishedModels {

    private static final String OWNER = "onnx-community/";
    private static final String WHISPER = "whisper-";
    /** Turbo was made of transcripts alone (OpenAI's README), and so was Distil-Whisper (its paper). */
    private static final Pattern NOT_TRANSLATING =
            Pattern.compile("[^/]+/(whisper-large-v3-turbo|distil-).*", Pattern.CASE_INSENSITIVE);

    /** The repositories' name for dynamically quantised 8-bit weights, which other programs take by default. */
    private static final String EIGHT_BITS = "quantized";

    /** What is larger than 2 GiB keeps its weights beside it, since a protocol buffer holds no more. */
    private static final String ENCODER_WEIGHTS = "onnx/encoder_model.onnx_data";

    private static final String DECODER_WEIGHTS = "onnx/decoder_model_merged.onnx_data";

    private static final List<String> PRECISIONS = List.of(OnnxLayout.FP32, "fp16", EIGHT_BITS, "q4", "q4f16");

    private final PublishedFiles known;
    private final List<ModelDescriptor> models = new ArrayList<>();

    private PublishedModels(PublishedFiles known) {
        this.known = known;
    }

    /**
     * Lists the models.
     *
     * @return by size, fp32 first
     */
    static List<ModelDescriptor> all() {
        PublishedModels all = new PublishedModels(PublishedFiles.read());
        all.family(WHISPER + "tiny", "whisper-tiny", ModelSize.TINY);
        all.family(WHISPER + "tiny.en", "whisper-tiny.en", ModelSize.TINY);
        all.family(WHISPER + "base", "whisper-base", ModelSize.BASE);
        all.family(WHISPER + "base.en", "whisper-base.en", ModelSize.BASE);
        all.family(WHISPER + "small", "whisper-small", ModelSize.SMALL);
        all.family(WHISPER + "small.en", "whisper-small.en", ModelSize.SMALL);
        all.family("distil-small.en", "distil-small.en", ModelSize.SMALL);
        all.family(WHISPER + "medium", "whisper-medium-ONNX", ModelSize.MEDIUM);
        all.family(WHISPER + "medium.en", "whisper-medium.en-ONNX", ModelSize.MEDIUM);
        all.family(WHISPER + "large-v3", "whisper-large-v3-ONNX", ModelSize.LARGE, ENCODER_WEIGHTS, DECODER_WEIGHTS);
        all.family(WHISPER + "large-v3-turbo", "whisper-large-v3-turbo", ModelSize.LARGE, ENCODER_WEIGHTS);
        // After the better ones: of equals the first is recommended.
        all.family(WHISPER + "large-v2", "whisper-large-v2-ONNX", ModelSize.LARGE, ENCODER_WEIGHTS, DECODER_WEIGHTS);
        return List.copyOf(all.models);
    }

    /**
     * Names the files of a repository in one precision.
     *
     * @param repository {@code OWNER/NAME}
     * @param layout the files that every repository has
     * @return those, and the weights beside them where the repository is known to have such
     */
    static List<String> paths(String repository, OnnxLayout layout) {
        return all().stream()
                .filter(model -> model.source() instanceof ModelSource.Repository source
                        && source.id().equals(repository))
                .map(model -> model.files().stream().map(ModelFile::path).toList())
                .filter(paths -> paths.containsAll(layout.files()))
                .findFirst()
                .orElse(layout.files());
    }

    /**
     * Returns whether a model may be asked to translate. No file of a model tells, but of those that are published it is known:
     * turbo and the distilled ones were trained to write what is spoken only.
     *
     * @param model the model
     * @return false if it is one of those; true of any other, a user's own among them
     */
    static boolean translates(ModelDescriptor model) {
        return !(model.source() instanceof ModelSource.Repository repository
                && NOT_TRANSLATING.matcher(repository.id()).matches());
    }

    private void family(String name, String repository, ModelSize size, String... weightsApart) {
        for (String precision : PRECISIONS) {
            boolean eightBits = precision.equals(EIGHT_BITS);
            boolean full = precision.equals(OnnxLayout.FP32);
            ModelDescriptor.Builder model = ModelDescriptor.builder(
                            full ? name : name + "-" + (eightBits ? "int8" : precision), source(repository))
                    .family(name)
                    .size(full || eightBits ? size : ModelSize.OTHER)
                    .files(files(repository, precision, full ? List.of(weightsApart) : List.of()))
                    .precision(eightBits ? "int8" : precision)
                    .loadLimit(limit(size));
            models.add((name.endsWith(".en") ? model.languages("en") : model).build());
        }
    }

    private ModelSource source(String repository) {
        return new ModelSource.Repository(OWNER + repository, known.revision(OWNER + repository));
    }

    private List<ModelFile> files(String repository, String precision, List<String> weightsApart) {
        List<String> paths = new ArrayList<>(OnnxLayout.of(precision).files());
        paths.addAll(weightsApart);
        return paths.stream().map(path -> known.file(OWNER + repository, path)).toList();
    }

    /** Reading from a slow disk on a busy machine; no measure of speed. */
    private static Duration limit(ModelSize size) {
        return Duration.ofMinutes(
                switch (size) {
                    case TINY, BASE -> 2;
                    case SMALL -> 4;
                    case MEDIUM -> 6;
                    case LARGE, OTHER -> 12;
                });
    }
}
